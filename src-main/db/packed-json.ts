import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value as raw deflate of its JSON: how steps, prompts and answers are kept. */
export function packJson(value: unknown): Buffer {
  return packText(JSON.stringify(value));
}

/** The value that `packJson` kept. */
export function unpackJson(bytes: Uint8Array): unknown {
  return JSON.parse(unpackText(bytes));
}

/** A text as raw deflate of its UTF-8. */
export function packText(text: string): Buffer {
  return deflateRawSync(Buffer.from(text, 'utf8'));
}

/** The text that `packText` kept. */
export function unpackText(bytes: Uint8Array): string {
  return inflateRawSync(bytes).toString('utf8');
}
