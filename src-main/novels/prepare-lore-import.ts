import { randomUUID } from 'node:crypto';
import type {
  ImportPreview,
  ImportProgress,
  LoreImportChoices,
  LoreImported,
  PreviewEntry,
  PreviewFile,
} from '../../src-shared/domain/lore-import.ts';
import type { LoreContent } from '../../src-shared/domain/lore.ts';
import { AppError, fromWireError, toWireError } from '../../src-shared/errors.ts';
import { getEntry } from '../db/lore.ts';
import { getNovel } from '../db/novels.ts';
import type { ParsedFile, ReadFile } from '../retrieval/requests.ts';
import { checkEntries } from './import-lore.ts';
import { isSame, knownEntries, storeLore, type KnownEntry } from './store-lore.ts';
import type { NovelWithLibrary } from './update-index.ts';

/** An import that was read and waits for the writer's word: nothing is read twice, what was seen is what is written. */
interface Prepared {
  readonly importId: string;
  readonly files: readonly ReadFile[];
  readonly same: ReadonlyMap<string, KnownEntry>;
}

interface Desk {
  prepared: Prepared | null;
  running: AbortController | null;
}

const desks = new WeakMap<NovelWithLibrary['db'], Desk>();

function deskOf({ db }: NovelWithLibrary): Desk {
  const desk = desks.get(db) ?? { prepared: null, running: null };
  desks.set(db, desk);
  return desk;
}

/** So many files are named in one question; the worker answers with as many as it has read in a moment. */
const filesAtOnce = 500;
const entriesAtOnce = 50;

export interface PreviewLore {
  readonly paths: readonly string[];
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Reads files and folders and says what importing them would do, without writing. A file that cannot be read stands
 * beside the others with its error. Throws IMPORT_EMPTY, IMPORT_INVALID for too many files, AbortError when cancelled.
 */
export async function previewLore(
  novel: NovelWithLibrary,
  { paths, onProgress }: PreviewLore,
): Promise<ImportPreview> {
  const desk = deskOf(novel);
  desk.running?.abort();
  const running = new AbortController();
  desk.running = running;
  desk.prepared = null;
  try {
    const files = await readFiles(novel, { paths, onProgress, signal: running.signal });
    const compared = await compare(novel, { files, onProgress, signal: running.signal });
    const importId = randomUUID();
    desk.prepared = { importId, files, same: compared.same };
    return { importId, files: compared.preview };
  } finally {
    if (desk.running === running) desk.running = null;
  }
}

/**
 * Writes a previewed import, all of it or nothing. Throws IMPORT_GONE where it is not the last one previewed, and the
 * error of a bad file that was not left out.
 */
export function importPrepared(
  novel: NovelWithLibrary,
  { importId, choices }: { readonly importId: string; readonly choices: LoreImportChoices },
): LoreImported {
  const desk = deskOf(novel);
  if (desk.prepared?.importId !== importId) throw new AppError('IMPORT_GONE');
  const leftOut = new Set(choices.leftOut);
  const taken = desk.prepared.files.filter(({ path }) => !leftOut.has(path));
  const files = taken.map((file): ParsedFile => {
    if ('error' in file) throw fromWireError(file.error);
    return { ...file.parsed, path: file.path };
  });
  const stored = storeLore(novel.db, {
    files,
    choices: { conflicts: choices.conflicts },
    exceptions: choices.entries,
    same: desk.prepared.same,
  });
  desk.prepared = null;
  return stored;
}

/** Ends the reading that is under way and forgets what was read. */
export function cancelImport(novel: NovelWithLibrary): void {
  const desk = deskOf(novel);
  desk.running?.abort();
  desk.prepared = null;
}

interface Reading extends PreviewLore {
  readonly signal: AbortSignal;
}

async function readFiles(
  { library }: NovelWithLibrary,
  { paths, onProgress, signal }: Reading,
): Promise<readonly ReadFile[]> {
  const { files, faults } = await library('listLore', { paths });
  const total = files.length;
  if (total + faults.length === 0) throw new AppError('IMPORT_EMPTY', { path: paths.join(', ') });
  const read: ReadFile[] = [];
  while (read.length < total) {
    signal.throwIfAborted();
    onProgress({ step: 'reading', done: read.length, total });
    const batch = await library('parseLoreFiles', {
      files: files.slice(read.length, read.length + filesAtOnce),
    });
    for (const file of batch) read.push(checked(file));
  }
  onProgress({ step: 'reading', done: total, total });
  return [...read, ...faults];
}

/** What came over the wire is checked once more before anything is written. */
function checked(file: ReadFile): ReadFile {
  if ('error' in file) return file;
  try {
    checkEntries(file.parsed);
    return file;
  } catch (error) {
    return { path: file.path, error: toWireError(error) };
  }
}

async function compare(
  { db }: NovelWithLibrary,
  { files, onProgress, signal }: Omit<Reading, 'paths'> & { readonly files: readonly ReadFile[] },
): Promise<{ preview: PreviewFile[]; same: Map<string, KnownEntry> }> {
  const known = knownEntries(db, getNovel(db).language);
  const total = files.reduce((sum, file) => sum + ('error' in file ? 0 : file.parsed.entries.length), 0);
  let done = 0;
  const same = new Map<string, KnownEntry>();
  const stateOf = (at: string, content: LoreContent): PreviewEntry['state'] => {
    const standing = known(content);
    if (standing === null) return 'new';
    const there = getEntry(db, standing.id);
    if (!isSame(there, content)) return there.changedBy === 'import' ? 'changed' : 'changed-by-writer';
    same.set(at, standing);
    return 'same';
  };
  const preview: PreviewFile[] = [];
  for (const file of files) {
    if ('error' in file) {
      preview.push({ path: file.path, format: null, entries: [], notes: [], fault: file.error });
      continue;
    }
    const entries: PreviewEntry[] = [];
    for (const [number, content] of file.parsed.entries.entries()) {
      const at = `${file.path}#${number}`;
      entries.push({ at, kind: content.kind, title: content.title, state: stateOf(at, content) });
      if (++done % entriesAtOnce > 0) continue;
      if (done % (entriesAtOnce * 10) === 0) onProgress({ step: 'comparing', done, total });
      await new Promise((resolve) => setImmediate(resolve)); // saves and keys come first
      signal.throwIfAborted();
    }
    const { format, notes } = file.parsed;
    preview.push({ path: file.path, format, entries, notes, fault: null });
  }
  return { preview, same };
}
