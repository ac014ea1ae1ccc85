import type { Db } from '../db/connection.ts';

interface VectorChunk {
  readonly validity: Buffer; // a bit for each slot that holds a vector
  readonly rowids: Buffer; // 64 bits a slot
  readonly vectors: Buffer; // the bits of each slot's vector, one after the other
}

export interface CoarseScan {
  readonly modelId: number;
  readonly code: Buffer; // the query's bits, as vec_quantize_binary makes them
  readonly count: number;
  /** The only rowids that may answer; null when all may. */
  readonly only: ReadonlySet<number> | null;
}

/**
 * The rowids whose bits differ in the fewest places from the query's, nearest first. It reads vec0's own chunks, which
 * are packed for a scan: vec0's own search takes a pass over every chunk for each answer asked for, this one counts
 * distances once and takes what lies below. A test holds it to vec0's answers.
 */
export function scanCoarse(db: Db, { modelId, code, count, only }: CoarseScan): number[] {
  const table = `passage_vector_${modelId}`;
  const chunks = db
    .prepare<[], VectorChunk>(
      `SELECT chunks.validity, chunks.rowids, codes.vectors
       FROM ${table}_chunks AS chunks JOIN ${table}_vector_chunks00 AS codes ON codes.rowid = chunks.chunk_id`,
    )
    .all();
  const query = wordsOf(code);
  const scanned = chunks.map((chunk) => scanChunk(chunk, { query, only }));
  return nearest(scanned, { count, bits: query.length * 32 });
}

interface ScannedChunk {
  readonly ids: Uint32Array; // of the slots that may answer, the first `size` of it
  readonly distances: Uint16Array;
  readonly size: number;
}

function scanChunk(
  { validity, rowids, vectors }: VectorChunk,
  { query, only }: { query: Uint32Array; only: ReadonlySet<number> | null },
): ScannedChunk {
  const slots = validity.length * 8;
  const codes = wordsOf(vectors);
  const halves = wordsOf(rowids);
  const ids = new Uint32Array(slots);
  const distances = new Uint16Array(slots);
  let size = 0;
  for (let slot = 0; slot < slots; slot++) {
    if (((validity[slot >> 3] as number) & (1 << (slot & 7))) === 0) continue;
    const id = halves[slot * 2] as number;
    if (only !== null && !only.has(id)) continue;
    ids[size] = id;
    distances[size++] = hammingDistance(codes, slot * query.length, query);
  }
  return { ids, distances, size };
}

/** Set bits of the difference, several words at a time in the nibbles and bytes of one (Warren, Hacker's Delight 5-1). */
function hammingDistance(codes: Uint32Array, from: number, query: Uint32Array): number {
  let total = 0;
  for (let at = 0; at < query.length; at++) {
    let word = (codes[from + at] as number) ^ (query[at] as number);
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    word = (word + (word >>> 4)) & 0x0f0f0f0f;
    total += Math.imul(word, 0x01010101) >>> 24;
  }
  return total;
}

/** The `count` least distances of all chunks, by counting how many lie at each. */
function nearest(
  scanned: readonly ScannedChunk[],
  { count, bits }: { count: number; bits: number },
): number[] {
  const atDistance = new Uint32Array(bits + 1);
  for (const { distances, size } of scanned)
    for (let at = 0; at < size; at++) {
      const distance = distances[at] as number;
      atDistance[distance] = (atDistance[distance] as number) + 1;
    }
  let limit = 0;
  for (let below = 0; limit < bits; limit++) if ((below += atDistance[limit] as number) >= count) break;
  const found: { id: number; distance: number }[] = [];
  for (const { ids, distances, size } of scanned)
    for (let at = 0; at < size; at++) {
      const distance = distances[at] as number;
      if (distance <= limit) found.push({ id: ids[at] as number, distance });
    }
  return found
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id);
}

/** Bytes as 32-bit words, without a copy where they are aligned. */
function wordsOf(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
