import type { Hash } from './domain/ids.ts';

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const rounds = fractions(64, Math.cbrt);
/** The same of the square roots of the first 8 primes (5.3.3). */
const start = fractions(8, Math.sqrt);

/**
 * SHA-256 of a text's UTF-8 bytes in lower-case hex (FIPS 180-4). Written out because anchors are located in the
 * window too, where no synchronous hash is at hand; a paragraph takes microseconds.
 */
export function hashText(text: string): Hash {
  const blocks = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(start);
  const schedule = new Uint32Array(64);
  for (let at = 0; at < blocks.byteLength; at += 64) compress(state, blocks, { at, schedule });
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('') as Hash;
}

/** The message, a 1 bit, zeros, and its length in bits, to a multiple of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const all = new Uint8Array(length);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(length - 4, (bytes.length << 3) >>> 0);
  return view;
}

function compress(
  state: Uint32Array,
  blocks: DataView,
  { at, schedule }: { at: number; schedule: Uint32Array },
): void {
  const w = (index: number): number => schedule[index] ?? 0;
  for (let t = 0; t < 64; t++) {
    if (t < 16) schedule[t] = blocks.getUint32(at + t * 4);
    else schedule[t] = small(w(t - 2), [17, 19, 10]) + w(t - 7) + small(w(t - 15), [7, 18, 3]) + w(t - 16);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const one = (h + big(e, [6, 11, 25]) + ((e & f) ^ (~e & g)) + (rounds[t] ?? 0) + w(t)) >>> 0;
    const two = (big(a, [2, 13, 22]) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] ?? 0) + word));
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const big = (word: number, [x, y, z]: readonly [number, number, number]): number =>
  rotate(word, x) ^ rotate(word, y) ^ rotate(word, z);
const small = (word: number, [x, y, z]: readonly [number, number, number]): number =>
  rotate(word, x) ^ rotate(word, y) ^ (word >>> z);

function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Uint32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}
