import type { Db } from '../db/connection.ts';

/** The bits of every vector of one embedding model, packed for a scan: 2 MB for 40,000 of 384 dimensions. */
export interface CoarseCodes {
  readonly ids: Uint32Array; // of the passages
  readonly words: Uint32Array; // each passage's bits, one after the other
}

interface VectorChunk {
  readonly validity: Buffer; // a bit for each slot that holds a vector
  readonly rowids: Buffer; // 64 bits a slot
  readonly vectors: Buffer; // the bits of each slot's vector, one after the other
}

/**
 * Reads vec0's own chunks, which are packed already: vec0's own search takes a pass over every chunk for each answer
 * asked for, `scanCoarse` counts distances once and takes what lies below. A test holds it to vec0's answers.
 */
export function readCoarseCodes(db: Db, modelId: number): CoarseCodes {
  const table = `passage_vector_${modelId}`;
  const chunks = db
    .prepare<[], VectorChunk>(
      `SELECT chunks.validity, chunks.rowids, codes.vectors
       FROM ${table}_chunks AS chunks JOIN ${table}_vector_chunks00 AS codes ON codes.rowid = chunks.chunk_id`,
    )
    .all();
  const slots = sum(chunks, ({ validity }) => validity.length * 8);
  const wordsPerCode = slots === 0 ? 0 : sum(chunks, ({ vectors }) => vectors.length) / slots / 4;
  const ids = new Uint32Array(slots);
  const words = new Uint32Array(slots * wordsPerCode);
  let size = 0;
  for (const { validity, rowids, vectors } of chunks) {
    const codes = wordsOf(vectors);
    const halves = wordsOf(rowids);
    for (let slot = 0; slot < validity.length * 8; slot++) {
      if (((validity[slot >> 3] as number) & (1 << (slot & 7))) === 0) continue;
      ids[size] = halves[slot * 2] as number;
      words.set(codes.subarray(slot * wordsPerCode, (slot + 1) * wordsPerCode), size * wordsPerCode);
      size++;
    }
  }
  return { ids: ids.slice(0, size), words: words.slice(0, size * wordsPerCode) };
}

export interface CoarseScan {
  readonly code: Buffer; // the query's bits, as vec_quantize_binary makes them
  readonly count: number;
  /** The only passages that may answer; null when all may. */
  readonly only: ReadonlySet<number> | null;
}

/** No passage is this far: what may not answer is put here. */
const beyond = 0xffff;

/** The passages whose bits differ in the fewest places from the query's, nearest first; ties by id. */
export function scanCoarse({ ids, words }: CoarseCodes, { code, count, only }: CoarseScan): number[] {
  const query = wordsOf(code);
  const distances = new Uint16Array(ids.length);
  const atDistance = new Uint32Array(query.length * 32 + 1);
  for (let at = 0; at < ids.length; at++) {
    if (only !== null && !only.has(ids[at] as number)) {
      distances[at] = beyond;
      continue;
    }
    const distance = hammingDistance(words, at * query.length, query);
    distances[at] = distance;
    atDistance[distance] = (atDistance[distance] as number) + 1;
  }
  const limit = distanceOf(atDistance, count);
  const found: { readonly id: number; readonly distance: number }[] = [];
  for (let at = 0; at < ids.length; at++) {
    const distance = distances[at] as number;
    if (distance <= limit) found.push({ id: ids[at] as number, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id);
}

/** The least distance within which `count` codes lie, or the greatest there can be. */
function distanceOf(atDistance: Uint32Array, count: number): number {
  let below = 0;
  for (let distance = 0; distance < atDistance.length; distance++) {
    below += atDistance[distance] as number;
    if (below >= count) return distance;
  }
  return atDistance.length - 1;
}

/** The set bits of the difference, counted in the pairs, nibbles and bytes of a word (Warren, Hacker's Delight, 5-1). */
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

/** Bytes as 32-bit words, without a copy where they are aligned. */
function wordsOf(bytes: Buffer): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
