import { describe, expect, test } from 'vitest';
import type { Db } from '../../../src-main/db/connection.ts';
import { dot } from '../../../src-main/retrieval/diversify.ts';
import { readCoarseCodes, scanCoarse } from '../../../src-main/retrieval/coarse-scan.ts';
import {
  addVectors,
  compactVectors,
  countSlots,
  openVectorIndex,
  removeVectors,
} from '../../../src-main/retrieval/vector-index.ts';
import { ensureEmbeddingModel } from '../../../src-main/db/embedding-models.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const dimension = 64;

function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function vectorsOf(count: number, seed = 7): Float32Array[] {
  const next = sequence(seed);
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimension }, () => next() - 0.5);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

function indexWith(vectors: readonly Float32Array[]): { db: Db; modelId: number } {
  const { db } = novelFile();
  const modelId = ensureEmbeddingModel(db, { name: 'test', dimension });
  addVectors(db, { modelId, vectors: vectors.map((vector, at) => ({ passageId: at + 1, vector })) });
  return { db, modelId };
}

const exactly = (vectors: readonly Float32Array[], query: Float32Array, count: number): number[] =>
  vectors
    .map((vector, at) => ({ id: at + 1, similarity: dot(vector, query) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ id }) => id);

describe('nearest passages', () => {
  const stored = vectorsOf(5_000);
  const { db, modelId } = indexWith(stored);
  const index = openVectorIndex(db, modelId);
  const bits = (vector: Float32Array): Buffer =>
    db.prepare<[Buffer], Buffer>('SELECT vec_quantize_binary(?)').pluck().get(Buffer.from(vector.buffer)) ??
    Buffer.of();

  test('the first pass reads vec0’s chunks as vec0 does: a new layout of its tables must fail here', () => {
    for (const query of vectorsOf(5, 99)) {
      const theirs = db
        .prepare<[Buffer], { rowid: number; distance: number }>(
          `SELECT rowid, distance FROM passage_vector_${modelId}
           WHERE coarse MATCH vec_quantize_binary(?) AND k = 200`,
        )
        .all(Buffer.from(query.buffer));
      const code = bits(query);
      const ours = scanCoarse(readCoarseCodes(db, modelId), { code, count: 200, only: null });
      // Ties may be broken in another order: the distances are the same, one by one.
      expect(ours).toHaveLength(200);
      expect(ours.map((id) => hammingDistance(db, code, stored[id - 1]))).toEqual(
        theirs.map((row) => row.distance),
      );
    }
  });

  test('a stored vector is its own nearest, at a cosine of 1', () => {
    const [first] = index.nearest({ vector: stored[1234] ?? new Float32Array(), count: 3, among: null });
    expect(first?.passageId).toBe(1235);
    expect(first?.similarity).toBeCloseTo(1, 4);
  });

  test('answers come nearest first, with the cosine of their exact vectors', () => {
    const [query] = vectorsOf(1, 5);
    if (!query) throw new Error('no query');
    const near = index.nearest({ vector: query, count: 20, among: null });
    for (const { passageId, similarity } of near)
      expect(similarity).toBeCloseTo(dot(query, stored[passageId - 1] ?? new Float32Array()), 4);
    expect(near.map(({ similarity }) => similarity)).toEqual(
      near.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
    );
  });
});

function hammingDistance(db: Db, code: Buffer, vector: Float32Array | undefined): number | undefined {
  return db
    .prepare<[Buffer, Buffer], number>('SELECT vec_distance_hamming(vec_bit(?), vec_quantize_binary(?))')
    .pluck()
    .get(code, Buffer.from((vector ?? new Float32Array(dimension)).buffer));
}

test('a small index answers exactly as a full scan does', () => {
  const stored = vectorsOf(90);
  const { db, modelId } = indexWith(stored);
  for (const query of vectorsOf(10, 3)) {
    const near = openVectorIndex(db, modelId).nearest({ vector: query, count: 10, among: null });
    expect(near.map(({ passageId }) => passageId)).toEqual(exactly(stored, query, 10));
  }
});

test('a removed vector answers no more', () => {
  const stored = vectorsOf(50);
  const { db, modelId } = indexWith(stored);
  removeVectors(db, [7, 8]);
  const near = openVectorIndex(db, modelId).nearest({
    vector: stored[6] ?? new Float32Array(),
    count: 50,
    among: null,
  });
  expect(near).toHaveLength(48);
  expect(near.map(({ passageId }) => passageId)).not.toContain(7);
});

test('dead slots are dropped once they are twice the live ones, and the answers stay', () => {
  const stored = vectorsOf(9_000);
  const { db, modelId } = indexWith(stored);
  expect(compactVectors(db, modelId)).toBe(false);
  const ids = Array.from({ length: stored.length }, (_, at) => at + 1);
  removeVectors(
    db,
    ids.filter((id) => id % 180 !== 0),
  );
  const query = stored[8_999] ?? new Float32Array();
  const before = openVectorIndex(db, modelId).nearest({ vector: query, count: 10, among: null });
  const slots = countSlots(db, modelId).slots;
  expect(compactVectors(db, modelId)).toBe(true);
  expect(countSlots(db, modelId)).toMatchObject({ live: 50 });
  expect(countSlots(db, modelId).slots).toBeLessThan(slots);
  expect(openVectorIndex(db, modelId).nearest({ vector: query, count: 10, among: null })).toEqual(before);
  expect(compactVectors(db, modelId)).toBe(false);
});
