import { blockSizes } from './ggml-blocks.ts';

/** What a GGUF header says that matters here. */
export interface GgufSummary {
  readonly version: number;
  readonly architecture: string | null;
  readonly name: string | null;
  /** The window the model was trained for, in tokens. */
  readonly trainedTokens: number | null;
  /** What one token of the window takes in memory, in bytes, in 16-bit floats; null where the header does not tell. */
  readonly cacheBytesPerToken: number | null;
  readonly layers: number | null;
  readonly tensors: number;
  /** The least a whole file has. */
  readonly bytesNeeded: number;
}

/** Thrown when the header goes on beyond the bytes given. */
export class NeedsMore extends Error {}

const mostTensors = 1_000_000;
const mostEntries = 100_000;
const stringType = 8;
const arrayType = 9;
const sizeOfType = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/**
 * Reads a GGUF header (versions 2 and 3, little-endian, as ggml's docs/gguf.md lays it down). `fileBytes` is the
 * whole file's length: nothing may claim to be longer. Throws NeedsMore, or an Error whose message says what is wrong.
 */
export function readGguf(header: Buffer, fileBytes: number): GgufSummary {
  const reader = readerOf(header, fileBytes);
  if (fileBytes < 24) throw new Error('reason.gguf-short');
  if (header.toString('latin1', 0, 4) !== 'GGUF') throw new Error('reason.gguf-beginning');
  reader.skip(4);
  const version = reader.u32();
  if (version !== 2 && version !== 3) throw new Error(`GGUF version ${version} is not one of 2 and 3`);
  const tensors = reader.count();
  const entries = reader.count();
  if (tensors > mostTensors || entries > mostEntries)
    throw new Error(`its header announces ${tensors} tensors and ${entries} entries, which cannot be`);

  const wanted = new Map<string, string | number>();
  for (let at = 0; at < entries; at++) {
    const key = reader.string();
    const value = readValue(reader, reader.u32());
    if (value !== null && (key.startsWith('general.') || isAboutSize(key))) wanted.set(key, value);
  }
  const alignment = Number(wanted.get('general.alignment') ?? 32);
  if (!Number.isInteger(alignment) || alignment < 1 || alignment > 65_536)
    throw new Error(`its alignment of ${alignment} cannot be`);
  const dataBytes = readTensors(reader, tensors);
  const architecture = wanted.get('general.architecture');
  const about = (key: string): number | null => {
    const value = wanted.get(`${architecture}.${key}`);
    return typeof value === 'number' ? value : null;
  };
  return {
    version,
    architecture: typeof architecture === 'string' ? architecture : null,
    name: typeof wanted.get('general.name') === 'string' ? String(wanted.get('general.name')) : null,
    trainedTokens: about('context_length'),
    cacheBytesPerToken: cacheBytesOf(about),
    layers: about('block_count'),
    tensors,
    bytesNeeded: Math.ceil(reader.at() / alignment) * alignment + dataBytes,
  };
}

const sizeKeys = [
  'context_length',
  'block_count',
  'embedding_length',
  'attention.head_count',
  'attention.head_count_kv',
  'attention.key_length',
  'attention.value_length',
];

function isAboutSize(key: string): boolean {
  return sizeKeys.some((name) => key.endsWith(`.${name}`));
}

/** Keys and values of every layer, two bytes a number, as llama.cpp keeps them. */
function cacheBytesOf(about: (key: string) => number | null): number | null {
  const layers = about('block_count');
  const heads = about('attention.head_count');
  const width = about('embedding_length');
  const usual = heads !== null && heads > 0 && width !== null ? width / heads : null;
  const key = about('attention.key_length') ?? usual;
  const value = about('attention.value_length') ?? usual;
  const kept = about('attention.head_count_kv') ?? heads;
  if (layers === null || kept === null || key === null || value === null) return null;
  return layers * kept * (key + value) * 2;
}

/** Reads the tensors' descriptions and answers how long the data they describe is, in bytes. */
function readTensors(reader: Reader, count: number): number {
  let end = 0;
  for (let at = 0; at < count; at++) {
    const name = reader.string();
    const dimensions = reader.u32();
    if (dimensions < 1 || dimensions > 8)
      throw new Error(`its tensor ${at + 1} has ${dimensions} dimensions`);
    let elements = 1;
    for (let axis = 0; axis < dimensions; axis++) elements *= reader.count();
    const block = blockSizes[reader.u32()];
    const offset = reader.count();
    const bytes = block ? Math.ceil(elements / block[0]) * block[1] : 0;
    if (!Number.isSafeInteger(offset + bytes))
      throw new Error(`its tensor ${name.slice(0, 60)} has an impossible size`);
    end = Math.max(end, offset + bytes);
  }
  return end;
}

/** Reads or passes over one value; numbers and strings are given back, the rest is null. */
function readValue(reader: Reader, type: number): string | number | null {
  if (type === stringType) return reader.string();
  if (type === arrayType) {
    const inner = reader.u32();
    const length = reader.count();
    if (inner === stringType) for (let at = 0; at < length; at++) reader.skip(reader.count());
    else if (inner === arrayType) throw new Error('its header has arrays in arrays');
    else reader.skip(sizeOf(inner) * length);
    return null;
  }
  if (type === 4) return reader.u32();
  if (type === 10) return reader.count();
  reader.skip(sizeOf(type));
  return null;
}

function sizeOf(type: number): number {
  const size = sizeOfType[type];
  if (!size) throw new Error(`its header has a value of the unknown kind ${type}`);
  return size;
}

type Reader = ReturnType<typeof readerOf>;

function readerOf(header: Buffer, fileBytes: number) {
  let at = 0;
  const take = (bytes: number) => {
    if (!(bytes <= fileBytes - at)) throw new Error('reason.gguf-claims');
    if (at + bytes > header.length) throw new NeedsMore();
    at += bytes;
    return at - bytes;
  };
  const u32 = () => header.readUInt32LE(take(4));
  const count = () => Number(header.readBigUInt64LE(take(8)));
  return {
    at: () => at,
    skip: take,
    u32,
    count,
    string: () => {
      const length = count();
      const start = take(length);
      return header.toString('utf8', start, start + length);
    },
  };
}
