import type { Db } from '../db/connection.ts';
import { removeIndexedSource, storeIndexedSource } from '../db/search-index.ts';
import type { LibraryPort } from '../jobs/library-port.ts';
import { compactVectors } from '../retrieval/vector-index.ts';
import type { StaleSource } from '../retrieval/requests.ts';

/** A novel open for writing, with its library beside it. */
export interface NovelWithLibrary {
  readonly db: Db;
  readonly library: LibraryPort;
}

export interface UpdateIndexOptions {
  readonly signal?: AbortSignal;
  /** False: words only, where there is no embedding model. */
  readonly withVectors?: boolean;
  /** Asked before each source: true embeds with one thread, because the writer is typing. */
  readonly isGentle?: () => boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What an update did: sources (re)made, and sources taken out because their text is gone. */
export interface IndexUpdate {
  readonly indexed: number;
  readonly removed: number;
}

/** With more new sources than this, words are made searchable first and vectors after. */
const fewSources = 20;
/** A text that is edited faster than it is embedded is left for the next update. */
const mostRounds = 3;

/**
 * Brings the index up to date with the accepted text: the library's worker cuts and embeds, main stores source by
 * source, so an abort or a crash loses at most one. Throws AbortError, EMBEDDING_MODEL_MISSING.
 */
export async function updateIndex(
  { db, library }: NovelWithLibrary,
  { signal, onProgress, withVectors = true, isGentle = () => false }: UpdateIndexOptions = {},
): Promise<IndexUpdate> {
  let indexed = 0;
  let removed = 0;
  for (let round = 0; round < mostRounds; round++) {
    signal?.throwIfAborted();
    const stale = await library('listStale', {});
    const passes = plan(stale, withVectors);
    if (passes.length === 0) break;
    const total = passes.length;
    for (const [done, { source, vectors }] of passes.entries()) {
      signal?.throwIfAborted();
      onProgress?.({ done, total });
      const { sourceKind, sourceId } = source;
      const made = await library('indexSource', { sourceKind, sourceId, vectors, isGentle: isGentle() });
      if (made === null) {
        removeIndexedSource(db, { sourceKind, sourceId });
        removed++;
      } else if (storeIndexedSource(db, made) && vectors === withVectors) indexed++;
    }
    onProgress?.({ done: total, total });
  }
  signal?.throwIfAborted();
  for (const id of listModels(db)) compactVectors(db, id);
  return { indexed, removed };
}

function plan(
  stale: readonly StaleSource[],
  withVectors: boolean,
): { source: StaleSource; vectors: boolean }[] {
  const texts = stale.filter(({ needs }) => needs === 'text');
  const words = texts.map((source) => ({ source, vectors: false }));
  if (!withVectors) return words;
  return [...(texts.length > fewSources ? words : []), ...stale.map((source) => ({ source, vectors: true }))];
}

function listModels(db: Db): readonly number[] {
  return db.prepare<[], number>('SELECT id FROM embedding_model').pluck().all();
}
