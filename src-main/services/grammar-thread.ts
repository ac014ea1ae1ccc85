import { parentPort } from 'node:worker_threads';
import { toWireError } from '../../src-shared/errors.ts';
import type { GrammarAnswer, GrammarQuestion } from './grammar-line.ts';
import { checkGrammar } from './grammar.ts';

/** The program of the thread that `openGrammarLine` starts: answers each question when its check is done. */
parentPort?.on('message', ({ id, texts, options }: GrammarQuestion) => {
  const answer = (told: GrammarAnswer): void => parentPort?.postMessage(told);
  checkGrammar(texts, options).then(
    (faults) => answer({ id, faults }),
    (error: unknown) => answer({ id, error: toWireError(error) }),
  );
});
