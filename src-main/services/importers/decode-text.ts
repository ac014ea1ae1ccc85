import { AppError } from '../../../src-shared/errors.ts';

/** The text of a file's bytes: UTF-8, or UTF-16 with its byte order mark. Throws IMPORT_NOT_TEXT, naming the file. */
export function decodeText(bytes: Uint8Array, path: string): string {
  const text = decode(bytes, path);
  if (hasControls(text)) throw new AppError('IMPORT_NOT_TEXT', { path, reason: 'reason.binary' });
  return text.replace(/\r\n?/gu, '\n');
}

function decode(bytes: Uint8Array, path: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    const reason =
      encoding === 'utf-8' ? 'it is neither UTF-8 nor UTF-16 with a mark' : `it is damaged ${encoding}`;
    throw new AppError('IMPORT_NOT_TEXT', { path, reason }, error);
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Control characters that no text has: all below space but tab, line feed, form feed and carriage return. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) return true;
  }
  return false;
}
