import { searchWords } from '../../src-shared/text/search-words.ts';
import type { Db } from '../db/connection.ts';
import { dot } from './diversify.ts';
import type { SearchTools } from './search.ts';

/** A chunk with the passage of it that answers best. */
export interface ChunkPassage {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
  readonly start: number;
  readonly end: number;
  readonly similarity: number | null;
  readonly vector: Float32Array | null;
}

interface Row {
  readonly id: number;
  readonly chunk_id: number;
  readonly source_kind: 'scene' | 'lore';
  readonly source_id: string;
  readonly start_offset: number;
  readonly end_offset: number;
}

/**
 * Each chunk's best passage: the nearest in meaning where there are vectors, else the one that holds most of the
 * query's words.
 */
export function bestPassages(
  db: Db,
  chunkIds: readonly number[],
  {
    text,
    language,
    meaning,
    modelId,
  }: { text: string } & Pick<SearchTools, 'language' | 'meaning' | 'modelId'>,
): Map<number, ChunkPassage> {
  const rows = db
    .prepare<[string, { modelId: number | null }], Row>(
      `SELECT id, chunk_id, source_kind, source_id, start_offset, end_offset FROM passage
       WHERE chunk_id IN (SELECT value FROM json_each(?)) AND ifnull(embedding_model_id, :modelId) IS :modelId
       ORDER BY chunk_id, start_offset`,
    )
    .all(JSON.stringify(chunkIds), { modelId });
  const vectors = meaning?.index.vectorsOf(rows.map(({ id }) => id)) ?? new Map<number, Float32Array>();
  const shared = meaning === null ? wordCounter(db, text, language) : () => 0;
  const best = new Map<number, ChunkPassage & { worth: number }>();
  for (const row of rows) {
    const vector = vectors.get(row.id) ?? null;
    const similarity = vector === null || meaning === null ? null : dot(meaning.vector, vector);
    const worth = similarity ?? shared(row);
    if (worth <= (best.get(row.chunk_id)?.worth ?? Number.NEGATIVE_INFINITY)) continue;
    best.set(row.chunk_id, {
      sourceKind: row.source_kind,
      sourceId: row.source_id,
      start: row.start_offset,
      end: row.end_offset,
      similarity,
      vector,
      worth,
    });
  }
  return best;
}

/** Counts the query's words that a passage holds. */
function wordCounter(db: Db, query: string, language: string): (row: Row) => number {
  const asked = new Set(searchWords(query, language));
  const text = db.prepare<[number], string>('SELECT text FROM chunk WHERE id = ?').pluck();
  return ({ chunk_id, start_offset, end_offset }) =>
    new Set(searchWords((text.get(chunk_id) ?? '').slice(start_offset, end_offset), language)).intersection(
      asked,
    ).size;
}
