import type { Db } from '../db/connection.ts';
import { findActiveModel } from '../db/embedding-models.ts';
import type { Embedders } from './embedders.ts';

/** A question's place in the space of one embedding model. */
export interface Meant {
  readonly modelId: number;
  readonly vector: Float32Array; // unit length
}

/**
 * Reads a question with the model that answers; null where nothing is embedded yet or that model cannot be asked:
 * words are found all the same.
 */
export type MeaningReader = (text: string) => Promise<Meant | null>;

const mostKept = 64;
/** A server that just failed is not waited for by every search. */
const restMs = 30_000;

/** Makes the reader of a novel's questions. It keeps the last ones, because a search is often asked again. */
export function meaningReader(db: Db, embedders: Embedders): MeaningReader {
  const kept = new Map<string, Float32Array>();
  let restsUntil = 0;
  return async (text) => {
    const active = findActiveModel(db);
    if (!active || !embedders.isKnown(active.name)) return null;
    const key = `${active.id} ${text}`;
    const isRemote = embedders.isRemote(active.name);
    if (isRemote && !kept.has(key) && Date.now() < restsUntil) return null;
    const vector =
      kept.get(key) ??
      (await embedders
        .use(active.name, null, async (embedder) => (await embedder.embed([text], 'query'))[0])
        .catch((error: unknown) => {
          if (!isRemote) throw error;
          restsUntil = Date.now() + restMs;
          return undefined;
        }));
    if (vector?.length !== active.dimension || !vector.some((value) => value !== 0)) return null;
    kept.set(key, vector);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return { modelId: active.id, vector };
  };
}
