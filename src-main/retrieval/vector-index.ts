import { write, type Db } from '../db/connection.ts';
import { fetchAmong, type Among } from './among.ts';
import { readCoarseCodes, scanCoarse, type CoarseCodes } from './coarse-scan.ts';

/** A passage near a query: cosine of the angle between them, -1 to 1. */
export interface NearPassage {
  readonly passageId: number;
  readonly similarity: number;
}

export interface NearestQuery {
  readonly vector: Float32Array; // unit length, of the index's dimension
  readonly count: number;
  /** Which passages may answer; null when all may. */
  readonly among: Among | null;
}

/** Finds the passages whose vectors lie nearest to a query's, nearest first. */
export interface VectorIndex {
  nearest(query: NearestQuery): NearPassage[];
  /** The unit vectors of these passages, by id; passages without one are left out. */
  vectorsOf(passageIds: readonly number[]): Map<number, Float32Array>;
}

/** The first pass brings this many candidates for each answer, and never fewer than `leastCandidates`. */
const candidatesPerAnswer = 5;
const leastCandidates = 200;

/**
 * The vectors of one embedding model. `passage_vector_<id>` (vec0) holds one bit per dimension, its sign: a scan by
 * Hamming distance brings several times the candidates asked for. `passage_float_<id>` holds the exact vectors, which
 * order them by cosine: an ordinary table, because vec0 reads a thousand neighbours to give back one. The bits are read
 * at the first search and kept: open the index anew when the novel has changed. A search that comes too early for that
 * may miss what is new and never brings what is gone.
 */
export function openVectorIndex(db: Db, modelId: number): VectorIndex {
  const exact = db.prepare<[Buffer, string], { id: number; distance: number }>(
    `SELECT id, vec_distance_cosine(vector, ?) AS distance FROM passage_float_${modelId}
     WHERE id IN (SELECT value FROM json_each(?)) ORDER BY distance`,
  );
  const floats = db.prepare<[string], { id: number; vector: Buffer }>(
    `SELECT id, vector FROM passage_float_${modelId} WHERE id IN (SELECT value FROM json_each(?))`,
  );
  let codes: CoarseCodes | null = null;
  const quantize = db.prepare<[Buffer], Buffer>('SELECT vec_quantize_binary(?)').pluck();
  return {
    nearest: ({ vector, count, among }) => {
      const code = quantize.get(toBlob(vector));
      if (code === undefined) return [];
      const candidates = fetchAmong(db, {
        table: 'passage',
        among,
        count: Math.max(leastCandidates, count * candidatesPerAnswer),
        fetch: (most, only) =>
          scanCoarse((codes ??= readCoarseCodes(db, modelId)), { code, count: most, only }),
      });
      return exact
        .all(toBlob(vector), JSON.stringify(candidates))
        .slice(0, count)
        .map(({ id, distance }) => ({ passageId: id, similarity: 1 - distance }));
    },
    vectorsOf: (passageIds) =>
      new Map(floats.all(JSON.stringify(passageIds)).map(({ id, vector }) => [id, fromBlob(vector)])),
  };
}

/** Large chunks: a chunk of bits is only 200 KB, and fewer are read. */
const slotsPerChunk = 4096;

/** The two tables of a model's vectors, empty. */
export const createVectorTables = write(
  (db, { id, dimension }: { readonly id: number; readonly dimension: number }): void => {
    createCoarseTable(db, { id, dimension });
    db.exec(`CREATE TABLE passage_float_${id} (id INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT`);
  },
);

/** Takes a model's vectors away, tables and all. */
export const dropVectorTables = write((db, id: number): void => {
  db.exec(`DROP TABLE IF EXISTS passage_vector_${id}; DROP TABLE IF EXISTS passage_float_${id}`);
});

function createCoarseTable(db: Db, { id, dimension }: { id: number; dimension: number }): void {
  db.exec(
    `CREATE VIRTUAL TABLE passage_vector_${id} USING vec0 (coarse bit[${dimension}], chunk_size=${slotsPerChunk})`,
  );
}

/** Adds the vectors of passages that have none yet. */
export const addVectors = write(
  (
    db,
    {
      modelId,
      vectors,
    }: {
      readonly modelId: number;
      readonly vectors: readonly { readonly passageId: number; readonly vector: Float32Array }[];
    },
  ): void => {
    const coarse = db.prepare(
      `INSERT INTO passage_vector_${modelId} (rowid, coarse) VALUES (?, vec_quantize_binary(?))`,
    );
    const exact = db.prepare(`INSERT INTO passage_float_${modelId} (id, vector) VALUES (?, ?)`);
    for (const { passageId, vector } of vectors) {
      coarse.run(BigInt(passageId), toBlob(vector));
      exact.run(passageId, toBlob(vector));
    }
  },
);

/** Removes the vectors of passages, of every embedding model that has them. */
export const removeVectors = write((db, passageIds: readonly number[]): void => {
  const ids = JSON.stringify(passageIds);
  for (const id of db.prepare<[], number>('SELECT id FROM embedding_model').pluck().all()) {
    const coarse = db.prepare(`DELETE FROM passage_vector_${id} WHERE rowid = ?`);
    for (const { passage } of db
      .prepare<[string], { passage: number }>(
        `SELECT id AS passage FROM passage_float_${id} WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(ids))
      coarse.run(BigInt(passage));
    db.prepare(`DELETE FROM passage_float_${id} WHERE id IN (SELECT value FROM json_each(?))`).run(ids);
  }
});

/**
 * Makes the first pass anew from the exact vectors where deleted vectors left more than twice as many dead slots as
 * there are live ones: vec0 never uses a slot again, and a scan reads them all. Answers whether it did.
 */
export const compactVectors = write((db, modelId: number): boolean => {
  const { slots, live } = countSlots(db, modelId);
  if (slots - live <= Math.max(2 * live, slotsPerChunk)) return false;
  const dimension = db
    .prepare<[number], number>('SELECT dimension FROM embedding_model WHERE id = ?')
    .pluck()
    .get(modelId);
  if (dimension === undefined) return false;
  db.exec(`DROP TABLE passage_vector_${modelId}`);
  createCoarseTable(db, { id: modelId, dimension });
  db.prepare(
    `INSERT INTO passage_vector_${modelId} (rowid, coarse)
     SELECT id, vec_quantize_binary(vector) FROM passage_float_${modelId}`,
  ).run();
  return true;
});

/** Slots the coarse scan reads, and how many of them hold a vector. */
export function countSlots(db: Db, modelId: number): { readonly slots: number; readonly live: number } {
  const chunks = db
    .prepare<[], number>(`SELECT count(*) FROM passage_vector_${modelId}_chunks`)
    .pluck()
    .get();
  const live = db.prepare<[], number>(`SELECT count(*) FROM passage_float_${modelId}`).pluck().get();
  return { slots: (chunks ?? 0) * slotsPerChunk, live: live ?? 0 };
}

function toBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function fromBlob(blob: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(blob).buffer);
}
