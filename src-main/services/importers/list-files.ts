import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { AppError, toWireError, type WireError } from '../../../src-shared/errors.ts';
import { kindOf } from './lore-kind.ts';

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
  return checkCount(
    paths,
    paths.flatMap((path) => filesOf(path, { readable, onFault: refuse })),
  );
}

/** The files of an import, and those it cannot take, with why. */
export interface ListedFiles {
  readonly files: readonly ListedFile[];
  readonly faults: readonly { readonly path: string; readonly error: WireError }[];
}

/**
 * The same, where what cannot be taken stands beside the rest with its error, and every file has a path of its own.
 * Throws IMPORT_INVALID for too many files.
 */
export function listFilesAndFaults(paths: readonly string[], readable: ReadonlySet<string>): ListedFiles {
  const faults: { path: string; error: WireError }[] = [];
  const onFault: OnFault = (path, error) => void faults.push({ path, error: toWireError(error) });
  const files = paths.flatMap((path) => {
    try {
      return filesOf(path, { readable, onFault });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onFault(basename(path), error);
      return [];
    }
  });
  return { files: withOwnPaths(checkCount(paths, files)), faults };
}

type OnFault = (path: string, error: AppError) => void;

function refuse(_path: string, error: AppError): void {
  throw error;
}

interface Reading {
  readonly readable: ReadonlySet<string>;
  readonly onFault: OnFault;
}

function filesOf(path: string, reading: Reading): ListedFile[] {
  const stats = statOf(path);
  if (!stats) throw new AppError('IMPORT_NOT_FOUND', { path });
  if (stats.isDirectory()) return listFolder(path, reading);
  if (!stats.isFile() || !reading.readable.has(extname(path).toLowerCase()))
    throw new AppError('IMPORT_UNKNOWN_FORMAT', { path });
  return checkSize({ absolute: path, path: basename(path) }, stats, reading);
}

function checkCount(paths: readonly string[], files: readonly ListedFile[]): ListedFile[] {
  if (files.length > mostFiles)
    throw new AppError('IMPORT_INVALID', {
      path: paths[0] ?? '',
      entry: 'the folder',
      field: 'files',
      reason: `${files.length} files are more than the ${mostFiles} that one import takes`,
    });
  return [...new Map(files.map((file) => [file.absolute, file])).values()];
}

/** Files of two folders may be called alike: the later one is numbered. */
function withOwnPaths(files: readonly ListedFile[]): ListedFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { path } = file;
    for (let number = 2; taken.has(path); number++) path = `${file.path} (${number})`;
    taken.add(path);
    return { ...file, path };
  });
}

function listFolder(folder: string, reading: Reading): ListedFile[] {
  const found: ListedFile[] = [];
  const seen = new Set<string>();
  // a folder called "characters" says what its files are
  walk(folder, kindOf(basename(folder)) === null ? '' : basename(folder));
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
      else if (stats?.isFile() && reading.readable.has(extname(name).toLowerCase()))
        found.push(...checkSize(file, stats, reading));
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

function checkSize(file: ListedFile, { size }: Stats, { onFault }: Reading): ListedFile[] {
  if (size <= limitMegabytes * 1024 * 1024) return [file];
  onFault(file.path, new AppError('IMPORT_TOO_LARGE', { path: file.path, limit: limitMegabytes }));
  return [];
}
