import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, toWireError } from '../../../src-shared/errors.ts';
import type { ParsedFile, ReadFile } from '../../retrieval/requests.ts';
import { decodeText } from './decode-text.ts';
import { listFiles, loreEndings, type ListedFile } from './list-files.ts';
import { parseLorebook } from './lorebook.ts';
import { parseMarkdown } from './markdown.ts';
import { parsePlainText } from './plain-text.ts';

/**
 * Reads and parses all files of an import before anything is written. Throws the first IMPORT_ error, which names the
 * file and, where there is one, the entry and its field.
 */
export async function parseLore(paths: readonly string[]): Promise<ParsedFile[]> {
  const parsed: ParsedFile[] = [];
  for (const file of listFiles(paths, loreEndings)) parsed.push(parseFile(file, await readText(file)));
  if (parsed.every(({ entries }) => entries.length === 0))
    throw new AppError('IMPORT_EMPTY', { path: paths.join(', ') });
  return parsed;
}

/** The files that are read beside each other; each may be large. */
const filesAtOnce = 8;
/** Milliseconds after which what was read is told. */
const moment = 200;

/**
 * Reads and parses the first of these files, as many as a moment allows and at least one, in their order; one that
 * cannot be read comes back with its error.
 */
export async function parseLoreFiles(files: readonly ListedFile[]): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  const end = performance.now() + moment;
  while (read.length < files.length && (read.length === 0 || performance.now() < end))
    read.push(...(await Promise.all(files.slice(read.length, read.length + filesAtOnce).map(readOne))));
  return read;
}

async function readOne(file: ListedFile): Promise<ReadFile> {
  const { path } = file;
  try {
    return { path, parsed: parseFile(file, await readText(file)) };
  } catch (error) {
    return { path, error: toWireError(error) };
  }
}

async function readText({ absolute, path }: ListedFile): Promise<string> {
  const bytes = await readFile(absolute).catch((error: unknown) => {
    throw new AppError('IMPORT_NOT_FOUND', { path: absolute }, error);
  });
  return decodeText(bytes, path);
}

function parseFile({ path }: ListedFile, text: string): ParsedFile {
  switch (extname(path).toLowerCase()) {
    case '.json':
      return { path, format: 'sillytavern', ...parseLorebook(text, path) };
    case '.md':
    case '.markdown':
      return { path, format: 'markdown', entries: parseMarkdown(text, path), notes: [] };
    default:
      return { path, format: 'text', entries: parsePlainText(text, path), notes: [] };
  }
}
