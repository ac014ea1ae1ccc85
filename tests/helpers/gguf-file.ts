/** Builds small GGUF headers, right and wrong ones. */
export interface GgufParts {
  readonly magic?: string;
  readonly version?: number;
  readonly tensorCount?: number | bigint;
  readonly entryCount?: number | bigint;
  readonly entries?: readonly Buffer[];
  readonly tensors?: readonly Buffer[];
  /** Bytes of tensor data after the padded header. */
  readonly dataBytes?: number;
}

export function ggufFile(parts: GgufParts = {}): Buffer {
  const entries = parts.entries ?? [textEntry('general.architecture', 'llama')];
  const tensors = parts.tensors ?? [tensor('output.weight', [32, 4], 2)];
  const header = Buffer.concat([
    Buffer.from(parts.magic ?? 'GGUF', 'latin1'),
    u32(parts.version ?? 3),
    u64(parts.tensorCount ?? tensors.length),
    u64(parts.entryCount ?? entries.length),
    ...entries,
    ...tensors,
  ]);
  const padding = (32 - (header.length % 32)) % 32;
  return Buffer.concat([header, Buffer.alloc(padding), Buffer.alloc(parts.dataBytes ?? 72)]);
}

export function textEntry(key: string, value: string): Buffer {
  return Buffer.concat([text(key), u32(8), text(value)]);
}

export function numberEntry(key: string, value: number): Buffer {
  return Buffer.concat([text(key), u32(4), u32(value)]);
}

export function textsEntry(
  key: string,
  values: readonly string[],
  count: number | bigint = values.length,
): Buffer {
  return Buffer.concat([text(key), u32(9), u32(8), u64(count), ...values.map(text)]);
}

/** A tensor's description; type 2 is Q4_0: 18 bytes for 32 elements. */
export function tensor(name: string, dimensions: readonly (number | bigint)[], type: number): Buffer {
  return Buffer.concat([text(name), u32(dimensions.length), ...dimensions.map(u64), u32(type), u64(0)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
