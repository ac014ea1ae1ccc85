import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { AppError } from '../../../src-shared/errors.ts';

/** A file to read: where it is, and how it is called, relative to what was imported. */
export interface ListedFile {
  readonly absolute: string;
  readonly path: string;
}

/** A larger file is no worldbook and no manuscript. */
const limitMegabytes = 20;
/** As many as one import takes. */
const mostFiles = 10_000;
/** Folders that hold programs and not a writer's words. */
const skipped = new Set(['node_modules', 'bower_components', '__MACOSX']);

/** Which files an import reads, by their endings in lower case. */
export const loreEndings: ReadonlySet<string> = new Set(['.md', '.markdown', '.txt', '.text', '.json']);
export const manuscriptEndings: ReadonlySet<string> = new Set(['.md', '.markdown', '.txt', '.text', '.docx']);

/**
 * The files of these endings among the files and folders named, sorted. Hidden ones are left out, a linked folder
 * is read once. Throws an IMPORT_ error for what is missing, empty, too large or of another kind.
 */
export function listFiles(paths: readonly string[], readable: ReadonlySet<string>): ListedFile[] {
  const files = paths.flatMap((path) => {
    const stats = statOf(path);
    if (!stats) throw new AppError('IMPORT_NOT_FOUND', { path });
    if (stats.isDirectory()) return listFolder(path, readable);
    if (!stats.isFile() || !readable.has(extname(path).toLowerCase()))
      throw new AppError('IMPORT_UNKNOWN_FORMAT', { path });
    return [checkSize({ absolute: path, path: basename(path) }, stats)];
  });
  if (files.length > mostFiles)
    throw new AppError('IMPORT_INVALID', {
      path: paths[0] ?? '',
      entry: 'the folder',
      field: 'files',
      reason: `${files.length} files are more than the ${mostFiles} that one import takes`,
    });
  return [...new Map(files.map((file) => [file.absolute, file])).values()];
}

function listFolder(folder: string, readable: ReadonlySet<string>): ListedFile[] {
  const found: ListedFile[] = [];
  const seen = new Set<string>();
  walk(folder, '');
  if (found.length === 0) throw new AppError('IMPORT_EMPTY', { path: folder });
  return found;

  function walk(absolute: string, relative: string): void {
    const real = realpathSync(absolute);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of readdirSync(absolute).sort()) {
      if (name.startsWith('.') || skipped.has(name)) continue;
      const file = { absolute: join(absolute, name), path: relative === '' ? name : `${relative}/${name}` };
      const stats = statOf(file.absolute);
      if (stats?.isDirectory()) walk(file.absolute, file.path);
      else if (stats?.isFile() && readable.has(extname(name).toLowerCase()))
        found.push(checkSize(file, stats));
    }
  }
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null; // missing, or a link that leads nowhere or to itself
  }
}

function checkSize(file: ListedFile, { size }: Stats): ListedFile {
  if (size > limitMegabytes * 1024 * 1024)
    throw new AppError('IMPORT_TOO_LARGE', { path: file.path, limit: limitMegabytes });
  return file;
}
