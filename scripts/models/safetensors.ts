import { readFileSync } from 'node:fs';

/** A tensor of half floats as its file stores it. */
export interface HalfTensor {
  readonly shape: readonly number[];
  readonly bits: Uint16Array;
}

interface Header {
  readonly dtype?: string; // absent on the file's own metadata
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The F16 tensors of a safetensors file: eight bytes of header length, a JSON header, then the raw tensors. */
export function readHalfTensors(path: string): ReadonlyMap<string, HalfTensor> {
  const file = readFileSync(path);
  const dataStart = 8 + Number(file.readBigUInt64LE(0));
  const headers = JSON.parse(file.toString('utf8', 8, dataStart)) as Record<string, Header>;
  const tensors = new Map<string, HalfTensor>();
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(headers)) {
    if (dtype !== 'F16') continue;
    const bytes = Uint8Array.from(file.subarray(dataStart + offsets[0], dataStart + offsets[1]));
    tensors.set(name, { shape, bits: new Uint16Array(bytes.buffer) });
  }
  return tensors;
}

/** IEEE 754 half floats as single floats; every half has an exact single. */
export function toFloats(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = halfToNumber(halves[i] ?? 0);
  return floats;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
