import { Worker } from 'node:worker_threads';
import type { GrammarFault } from '../../agents/library.ts';
import { AppError, fromWireError, type WireError } from '../../src-shared/errors.ts';
import { checksGrammarOf } from './grammar-dialect.ts';
import type { GrammarOptions } from './grammar.ts';

/** A question to the grammar's thread. */
export interface GrammarQuestion {
  readonly id: number;
  readonly texts: readonly string[];
  readonly options: GrammarOptions;
}

/** What the thread says to it. */
export type GrammarAnswer =
  | { readonly id: number; readonly faults: readonly (readonly GrammarFault[])[] | null }
  | { readonly id: number; readonly error: WireError };

/** Checks grammar as `checkGrammar` does, in a thread of its own. */
export interface GrammarLine {
  check(
    texts: readonly string[],
    options: GrammarOptions,
  ): Promise<readonly (readonly GrammarFault[])[] | null>;
  close(): Promise<void>;
}

interface Asked {
  readonly resolve: (faults: readonly (readonly GrammarFault[])[] | null) => void;
  readonly reject: (error: unknown) => void;
}

/** The built app's bundles lie side by side; the sources are run as they stand. */
const program =
  'electron' in process.versions
    ? new URL('../grammar-thread.js', import.meta.url)
    : new URL('grammar-thread.ts', import.meta.url);

/**
 * A line to the checker, whose thread starts with the first English text: setting it up takes seconds and a check is
 * synchronous, and a search, an import or an embedding beside it must not wait for either.
 */
export function openGrammarLine(): GrammarLine {
  const asked = new Map<number, Asked>();
  let lastId = 0;
  let thread: Worker | null = null;

  const lose = (error: unknown): void => {
    thread = null; // the next question starts another
    const lost = [...asked.values()];
    asked.clear();
    for (const { reject } of lost) reject(error);
  };

  const start = (): Worker => {
    const started = new Worker(program);
    started.unref();
    started.on('message', (answer: GrammarAnswer) => {
      const waiting = asked.get(answer.id);
      asked.delete(answer.id);
      if ('error' in answer) waiting?.reject(fromWireError(answer.error));
      else waiting?.resolve(answer.faults);
    });
    started.on('error', (error) => {
      if (thread === started) lose(error);
    });
    return started;
  };

  return {
    check: async (texts, options) => {
      if (!checksGrammarOf(options.language)) return null;
      thread ??= start();
      const id = ++lastId;
      const question: GrammarQuestion = { id, texts, options };
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject });
        thread?.postMessage(question);
      });
    },
    close: async () => {
      const ending = thread;
      lose(new AppError('WORKER_DIED', { role: 'library', code: null }));
      await ending?.terminate();
    },
  };
}
