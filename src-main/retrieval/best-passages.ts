import { searchWords } from '../../src-shared/text/search-words.ts';
import type { Db } from '../db/connection.ts';
import { dot } from './diversify.ts';
import type { SearchTools } from './search.ts';

/** A chunk with the passage of it that answers best. */
export interface ChunkPassage {
  readonly sourceKind: 'scene' | 'lore';
  readonly sourceId: string;
  readonly text: string; // the chunk's
  readonly tokens: number;
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

interface ChunkRow {
  readonly id: number;
  readonly text: string;
  readonly token_count: number;
}

/**
 * Each chunk's best passage: the nearest in meaning where there are vectors, else the one that holds most of the
 * query's words.
 */
export function bestPassages(
  db: Db,
  chunkIds: readonly number[],
  { text, language, meaning }: { text: string } & Pick<SearchTools, 'language' | 'meaning'>,
): Map<number, ChunkPassage> {
  const ids = JSON.stringify(chunkIds);
  const rows = db
    .prepare<[string], Row>(
      `SELECT id, chunk_id, source_kind, source_id, start_offset, end_offset FROM passage
       WHERE chunk_id IN (SELECT value FROM json_each(?)) ORDER BY chunk_id, start_offset`,
    )
    .all(ids);
  const vectors = meaning?.index.vectorsOf(rows.map(({ id }) => id)) ?? new Map<number, Float32Array>();
  const byChunk = Map.groupBy(rows, ({ chunk_id }) => chunk_id);
  const asked = new Set(meaning === null ? searchWords(text, language) : []);
  const best = new Map<number, ChunkPassage>();
  for (const chunk of db
    .prepare<[string], ChunkRow>(
      'SELECT id, text, token_count FROM chunk WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(ids)) {
    const scored = (byChunk.get(chunk.id) ?? []).map((row) => {
      const vector = vectors.get(row.id) ?? null;
      const similarity = vector === null || meaning === null ? null : dot(meaning.vector, vector);
      const worth =
        similarity ?? countShared(chunk.text.slice(row.start_offset, row.end_offset), asked, language);
      return { row, vector, similarity, worth };
    });
    const top = scored.reduce<(typeof scored)[number] | null>(
      (a, b) => (a === null || b.worth > a.worth ? b : a),
      null,
    );
    if (top === null) continue;
    best.set(chunk.id, {
      sourceKind: top.row.source_kind,
      sourceId: top.row.source_id,
      text: chunk.text,
      tokens: chunk.token_count,
      start: top.row.start_offset,
      end: top.row.end_offset,
      similarity: top.similarity,
      vector: top.vector,
    });
  }
  return best;
}

function countShared(text: string, asked: ReadonlySet<string>, language: string): number {
  return asked.size === 0 ? 0 : new Set(searchWords(text, language)).intersection(asked).size;
}
