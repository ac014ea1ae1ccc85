import { availableParallelism } from 'node:os';
import {
  embeddingNameOf,
  type EmbeddingChoice,
  type EmbeddingSettings,
} from '../../src-shared/domain/embedding.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Embedder } from './embedder.ts';
import { createEmbedderShelf, type EmbedderShelf } from './embedder-shelf.ts';

/** What the library's worker is told about embedding models. Keys by name, only those that are asked for. */
export interface EmbeddingSetup extends EmbeddingChoice {
  readonly keys: Readonly<Record<string, string>>;
  /** Where the models on this machine lie. */
  readonly folders: { readonly bundled: string; readonly multilingual: string };
}

export type LoadEmbedder = (settings: EmbeddingSettings, threads: number) => Promise<Embedder>;

/** The embedding models that may be used, by name, each loaded when first needed. */
export interface Embedders {
  /** The name of the one the writer wants. */
  readonly wanted: string;
  /** Whether the writer ever chose it here: a novel from elsewhere cannot name a server of its own. */
  isKnown(name: string): boolean;
  isRemote(name: string): boolean;
  /** Runs with a model; `threads` null takes it as it is loaded. Throws what loading throws. */
  use<Value>(
    name: string,
    threads: number | null,
    run: (embedder: Embedder) => Promise<Value>,
  ): Promise<Value>;
  close(): Promise<void>;
}

/** One is the writer's. */
export const allThreads = Math.max(1, availableParallelism() - 1);

export function createEmbedders({ wanted, before }: EmbeddingChoice, load: LoadEmbedder): Embedders {
  const known = new Map<string, EmbeddingSettings>();
  for (const settings of [{ provider: 'bundled' } as const, ...before, wanted])
    known.set(embeddingNameOf(settings), settings);
  const shelves = new Map<string, EmbedderShelf>();
  const shelfOf = (name: string): EmbedderShelf => {
    const settings = known.get(name);
    if (!settings) throw new AppError('EMBEDDING_MODEL_MISSING', { path: name });
    const shelf =
      shelves.get(name) ??
      createEmbedderShelf({ load: (threads) => load(settings, threads), usualThreads: allThreads });
    shelves.set(name, shelf);
    return shelf;
  };
  return {
    wanted: embeddingNameOf(wanted),
    isKnown: (name) => known.has(name),
    isRemote: (name) => !['bundled', 'multilingual', undefined].includes(known.get(name)?.provider),
    use: (name, threads, run) => shelfOf(name).use(threads, run),
    close: async () => {
      for (const shelf of shelves.values()) await shelf.close();
    },
  };
}
