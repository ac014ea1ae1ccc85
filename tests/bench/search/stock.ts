import { write, type Db } from '../../../src-main/db/connection.ts';
import { dimension } from './big-novel.ts';

/** The same vectors in plain vec0, as its documentation shows it. */
export const addStockVectors = write((db, vectors: readonly Float32Array[]): void => {
  db.exec(`CREATE VIRTUAL TABLE stock_vector USING vec0 (embedding float[${dimension}])`);
  const insert = db.prepare('INSERT INTO stock_vector (rowid, embedding) VALUES (?, ?)');
  vectors.forEach((vector, at) => insert.run(BigInt(at + 1), Buffer.from(vector.buffer)));
});

const listed = 'SELECT value FROM json_each(:scenes)';

/** Nearest neighbours over floats and an OR of all the query's words, as of a scene: what the parts do by themselves. */
export function stockSearch(
  db: Db,
  { vector, words, allowed }: { vector: Float32Array; words: readonly string[]; allowed: readonly string[] },
): number {
  const scenes = JSON.stringify(allowed);
  const near = db
    .prepare(
      `SELECT rowid, distance FROM stock_vector WHERE embedding MATCH :vector AND k = 36
       AND rowid IN (SELECT id FROM passage WHERE source_id IN (${listed}))`,
    )
    .all({ vector: Buffer.from(vector.buffer), scenes });
  const match = [...new Set(words)].map((word) => `"${word}"`).join(' OR ');
  const found = db
    .prepare(
      `SELECT rowid FROM chunk_words WHERE chunk_words MATCH :match
       AND +rowid IN (SELECT id FROM chunk WHERE source_id IN (${listed})) ORDER BY rank LIMIT 36`,
    )
    .all({ match, scenes });
  return near.length + found.length;
}
