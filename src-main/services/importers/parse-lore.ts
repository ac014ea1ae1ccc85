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

/** Reads and parses these files; one that cannot be read comes back with its error. */
export async function parseLoreFiles(files: readonly ListedFile[]): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  for (const file of files)
    read.push(
      await readText(file).then(
        (text) => tryParse(file, text),
        (error: unknown) => ({ path: file.path, error: toWireError(error) }),
      ),
    );
  return read;
}

function tryParse(file: ListedFile, text: string): ReadFile {
  try {
    return { path: file.path, parsed: parseFile(file, text) };
  } catch (error) {
    return { path: file.path, error: toWireError(error) };
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
