import type { Embedder } from './embedder.ts';

/** Keeps one embedding model loaded, with as many threads as the last one asked for. */
export interface EmbedderShelf {
  /** Runs with the model; `threads` null takes the one that is loaded, with whatever threads. Throws what loading throws. */
  use<Value>(threads: number | null, run: (embedder: Embedder) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

interface Loaded {
  readonly threads: number;
  readonly embedder: Promise<Embedder>;
  users: number;
  isLeaving: boolean;
}

/** Nothing is loaded before the first use. A model that is to be replaced stays until its last user is done. */
export function createEmbedderShelf({
  load,
  usualThreads,
}: {
  readonly load: (threads: number) => Promise<Embedder>;
  readonly usualThreads: number;
}): EmbedderShelf {
  let current: Loaded | null = null;

  const leave = async (loaded: Loaded): Promise<void> => {
    loaded.isLeaving = true;
    if (loaded.users === 0) await (await loaded.embedder.catch(() => null))?.close();
  };

  const take = (threads: number | null): Loaded => {
    if (current && (threads === null || current.threads === threads)) return current;
    const before = current;
    const wanted = threads ?? usualThreads;
    const loaded: Loaded = { threads: wanted, embedder: load(wanted), users: 0, isLeaving: false };
    loaded.embedder.catch(() => {
      if (current === loaded) current = null; // it may be there the next time
    });
    current = loaded;
    if (before) void leave(before);
    return loaded;
  };

  return {
    use: async (threads, run) => {
      const loaded = take(threads);
      loaded.users++;
      try {
        return await run(await loaded.embedder);
      } finally {
        loaded.users--;
        if (loaded.isLeaving) await leave(loaded);
      }
    },
    close: async () => {
      const loaded = current;
      current = null;
      if (loaded) await leave(loaded);
    },
  };
}
