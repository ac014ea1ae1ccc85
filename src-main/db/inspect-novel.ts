import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { sizeOf } from '../services/durable-files.ts';
import { lastGoodBackup } from './backup-list.ts';
import { applicationId, openReader, openWriter, translate, type Db } from './connection.ts';
import { schemaVersion } from './migrate.ts';
import { findNovelAt, readNovelRecord, stampOf } from './novel-record.ts';

/** What a sound novel file says of itself. */
export interface Inspection {
  readonly novelId: NovelId;
  readonly title: string;
  readonly version: number;
}

export interface InspectNovel {
  readonly path: string;
  /** The newest schema version this program knows. */
  readonly known: number;
  /** Checks everything, full text too, even where the file is as this program left it. */
  readonly thorough?: boolean;
  /** The file the writer knows, where `path` is a copy of it: for the message and for finding backups. */
  readonly shownAs?: string;
}

/**
 * Looks at a novel file before anything opens it for writing, and changes nothing. Reads every page unless the file
 * stands as this program last left it. Throws NOVEL_NOT_FOUND, NOVEL_NOT_A_NOVEL, NOVEL_NEWER, and NOVEL_DAMAGED with
 * the last good backup. Nothing in this process may have the file open: closing it here would drop SQLite's locks.
 */
export function inspectNovel(request: InspectNovel): Inspection {
  const { path, known, shownAs = path } = request;
  const header = readHeader(path, shownAs);
  const isAtRest = header.writeVersion === 1 && !sizeOf(`${path}-wal`) && !sizeOf(`${path}-journal`);
  if (!isAtRest) return withRecoveredCopy(request, (db) => examine(db, { ...request, isRecovered: true }));
  if (header.version > known) throw newer(shownAs, header.version, known);
  if (header.pages !== null && header.size < header.pages * header.pageSize)
    throw damaged(shownAs, 'reason.file-cut-short');
  return withHandle(
    request,
    () => openReader(path),
    (db) => examine(db, request),
  );
}

/** The error for a file that cannot be read, with the last good backup there is of it; `novelId` where it is known. */
export function damaged(path: string, reason: string, novelId = findNovelAt(path)): AppError {
  return new AppError('NOVEL_DAMAGED', { path, reason, backup: lastGoodBackup(path, novelId) });
}

function newer(path: string, found: number, known: number): AppError {
  return new AppError('NOVEL_NEWER', { path, found, known });
}

interface Header {
  readonly size: number;
  readonly pageSize: number;
  readonly pages: number | null; // null: the file says that its own count may be old
  readonly writeVersion: number; // 1: at rest; 2: WAL
  readonly version: number;
}

/** The first hundred bytes (https://www.sqlite.org/fileformat.html, 1.3), without SQLite. */
function readHeader(path: string, shownAs: string): Header {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new AppError('NOVEL_NOT_FOUND', { path: shownAs });
  if (!found.isFile()) throw new AppError('NOVEL_NOT_A_NOVEL', { path: shownAs });
  const bytes = readStart(path, shownAs);
  const isOurs = extname(shownAs) === '.fabula' || findNovelAt(shownAs) !== null;
  if (found.size < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    if (!isOurs) throw new AppError('NOVEL_NOT_A_NOVEL', { path: shownAs });
    throw damaged(shownAs, found.size === 0 ? 'reason.file-empty' : 'reason.not-a-novel');
  }
  if (bytes.readUInt32BE(68) !== applicationId) throw new AppError('NOVEL_NOT_A_NOVEL', { path: shownAs });
  const isCountFresh = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  return {
    size: found.size,
    pageSize: bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16),
    pages: isCountFresh ? bytes.readUInt32BE(28) : null,
    writeVersion: bytes.readUInt8(18),
    version: bytes.readUInt32BE(60),
  };
}

function readStart(path: string, shownAs: string): Buffer {
  const bytes = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, bytes, 0, 100, 0);
    } finally {
      closeSync(file);
    }
    return bytes;
  } catch (error) {
    throw new AppError('DATABASE_FAILED', { path: shownAs, reason: String(error) }, error);
  }
}

/** What only SQLite can tell. */
function examine(db: Db, request: InspectNovel & { readonly isRecovered?: boolean }): Inspection {
  const { path, known, thorough = false, shownAs = path, isRecovered = false } = request;
  const version = schemaVersion(db);
  if (version > known) throw newer(shownAs, version, known);
  const row = db.prepare<[], { id: NovelId; title: string }>('SELECT id, title FROM novel').get();
  if (!row) throw damaged(shownAs, 'reason.no-novel');
  const fault = thorough
    ? firstFault(db, [''])
    : isRecovered || !isAsLeft(path, row.id)
      ? firstFault(db, storedTables(db))
      : null;
  if (fault !== null) throw damaged(shownAs, fault, row.id);
  return { novelId: row.id, title: row.title, version };
}

/** Every table that has pages of its own, those of the full text as plain tables: its meaning can be rebuilt. */
function storedTables(db: Db): readonly string[] {
  return db
    .prepare<[], string>(
      `SELECT '("' || name || '")' FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`,
    )
    .pluck()
    .all();
}

/** The first thing wrong with the pages of these tables and their indexes, '' for all there is; null where sound. */
function firstFault(db: Db, tables: readonly string[]): string | null {
  try {
    for (const table of tables) {
      const fault = db.pragma(`quick_check${table}`, { simple: true }) as string;
      if (fault !== 'ok') return fault;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isAsLeft(path: string, novelId: NovelId): boolean {
  const record = readNovelRecord(novelId);
  if (!record?.sound || record.path !== path) return false;
  const now = stampOf(path);
  return now.size === record.sound.size && now.mtimeMs === record.sound.mtimeMs;
}

/** Where SQLite gives up on the content the file is damaged; where the system refuses, that is said instead. */
function withHandle(
  { path, shownAs = path }: InspectNovel,
  open: () => Db,
  run: (db: Db) => Inspection,
): Inspection {
  let db: Db | null = null;
  try {
    db = open();
    return run(db);
  } catch (error) {
    const cause = translate(error, shownAs);
    if (!(cause instanceof AppError)) throw cause;
    const sqlite = cause.cause instanceof Error && 'code' in cause.cause ? cause.cause : null;
    const isContent = /^SQLITE_(CORRUPT|NOTADB|ERROR|SCHEMA|IOERR_SHORT_READ)/.test(String(sqlite?.code));
    throw sqlite && isContent ? damaged(shownAs, sqlite.message) : cause;
  } finally {
    db?.close();
  }
}

/**
 * A file that a crash left open is recovered in a copy first: reading it in place would already write beside it, and
 * a recovery that fails must not have touched anything.
 */
function withRecoveredCopy(request: InspectNovel, run: (db: Db) => Inspection): Inspection {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-look-'));
  const copy = join(folder, 'novel');
  try {
    for (const suffix of ['', '-wal', '-journal'])
      if (existsSync(request.path + suffix)) copyFileSync(request.path + suffix, copy + suffix);
    return withHandle(request, () => openWriter(copy), run);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new AppError('DISK_FULL', { path: tmpdir() }, error);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
