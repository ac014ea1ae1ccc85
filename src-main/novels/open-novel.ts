import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { backupNovel } from '../db/backup.ts';
import { openPlainWriter, openWriter, type Db } from '../db/connection.ts';
import type { Inspection } from '../db/inspect-novel.ts';
import { listMigrations, migrate, novelMigrations, type Migration } from '../db/migrate.ts';
import { keepNovelRecord } from '../db/novel-record.ts';
import { holdBallast, type Ballast } from './ballast.ts';
import { folderKind, type FolderKind } from './folder-kind.ts';
import { startMaintenance } from './maintenance.ts';
import { closeInPlace, closeWorkingCopy, publishWork, type Session } from './novel-closing.ts';
import { fileKey, lockNovel, novelKey, type NovelLock } from './novel-lock.ts';
import { prepareWork } from './prepare-work.ts';
import { findWorkingCopy } from './working-copy.ts';

/** A novel that this process alone may write, until it is closed. */
export interface OpenNovel {
  readonly id: NovelId;
  /** The file the writer knows. */
  readonly path: string;
  /** The file the work happens in: the same one, or a local copy of it. Workers read this one. */
  readonly workPath: string;
  /** Where the novel lies; anything but "local" means a local copy and publishing. */
  readonly place: FolderKind;
  readonly db: Db;
  /** Space held back for the scene that is open when the disk fills up. */
  readonly ballast: Ballast;
  /** What the writer should be told and what hindered nothing: a copy set aside, a backup that failed. It may grow. */
  readonly notices: readonly AppError[];
  /**
   * Puts the work so far where the writer's file is; nothing to do in a local folder. Throws NOVEL_NOT_PUBLISHED, and
   * NOVEL_CHANGED_OUTSIDE when the work went beside a file that something else has changed.
   */
  publish(): Promise<void>;
  /** Ends the work: afterwards the novel is one whole file. Close the workers' handles first. Throws like `publish`. */
  close(): Promise<void>;
}

export interface OpenNovelOptions {
  readonly path: string;
  /** Who opens it, as another program is told. */
  readonly program?: string;
  /** Where the migrations are; those of the novel unless a test brings its own. */
  readonly migrations?: URL;
  /** The folder's kind where the caller knows it better than the system tells. */
  readonly place?: FolderKind;
  /** Is told of each notice that comes while the novel is open. */
  readonly onNotice?: (notice: AppError) => void;
}

/**
 * Opens a novel as its one writer: lock, check, backup and migration where one is due, and only then for writing.
 * Throws NOVEL_NOT_FOUND, NOVEL_IN_USE with the holder, NOVEL_NOT_A_NOVEL, NOVEL_DAMAGED with the last good backup,
 * NOVEL_NEWER, BACKUP_FAILED, MIGRATION_FAILED; the file is then as it was.
 */
export async function openNovel(options: OpenNovelOptions): Promise<OpenNovel> {
  const path = existsSync(options.path) ? realpathSync(options.path) : resolve(options.path);
  if (!existsSync(path) && !findWorkingCopy(path)) throw new AppError('NOVEL_NOT_FOUND', { path });
  const locks: NovelLock[] = [];
  const lock = (key: string): void =>
    void locks.push(lockNovel({ key, path, program: options.program ?? 'Fabula' }));
  try {
    if (existsSync(path)) lock(fileKey(path));
    const migrations = listMigrations(options.migrations ?? novelMigrations);
    const place = options.place ?? placeOf(path);
    const notices: AppError[] = [];
    const work = await prepareWork({ path, place, notices, known: migrations.length });
    lock(novelKey(work.inspection.novelId));
    const isMigrated = await bringUpToDate({ ...work, path, migrations });
    const ballast = holdBallast(work.file);
    const db = openWriter(work.file);
    const { novelId, title } = work.inspection;
    keepNovelRecord(novelId, { title, path, workPath: work.file, sound: null }); // until it is closed well
    return toOpenNovel({
      session: { novel: work.inspection, path, db, copy: work.copy, notices, isMigrated, ballast },
      place,
      locks,
      onNotice: options.onNotice,
    });
  } catch (error) {
    for (const held of locks) held.release();
    throw error;
  }
}

/** A published file that is gone has no folder to judge; its copy is worked in as before. */
function placeOf(path: string): FolderKind {
  return existsSync(path) ? folderKind(path) : { kind: 'synced', name: 'a folder that is gone' };
}

interface BringUpToDate {
  readonly file: string;
  readonly path: string;
  readonly inspection: Inspection;
  readonly migrations: readonly Migration[];
}

/** Backs up and migrates a file of an older version; false where nothing was due. */
async function bringUpToDate({ file, path, inspection, migrations }: BringUpToDate): Promise<boolean> {
  const { version, novelId } = inspection;
  if (version === migrations.length) return false;
  const db = openPlainWriter(file);
  try {
    const backup = await backupNovel(db, { novelId });
    try {
      migrate(db, { migrations });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MIGRATION_FAILED') throw error;
      throw new AppError('MIGRATION_FAILED', { ...error.data, path, backup: backup.path }, error.cause);
    }
    return true;
  } finally {
    db.close();
  }
}

interface ToOpenNovel {
  readonly session: Session;
  readonly place: FolderKind;
  readonly locks: readonly NovelLock[];
  readonly onNotice: OpenNovelOptions['onNotice'];
}

function toOpenNovel({ session, place, locks, onNotice }: ToOpenNovel): OpenNovel {
  const { novel, path, db, notices, ballast } = session;
  const tell = (notice: AppError): void => {
    notices.push(notice);
    onNotice?.(notice);
  };
  const maintenance = startMaintenance({ db, novelId: novel.novelId, tell });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    try {
      await maintenance.end();
      await (session.copy ? closeWorkingCopy(session) : closeInPlace(session));
    } finally {
      ballast.end();
      for (const held of locks) held.release();
    }
  };
  return {
    id: novel.novelId,
    path,
    workPath: db.name,
    place,
    db,
    ballast,
    notices,
    publish: () => publishWork(session),
    close: () => (closing ??= close()),
  };
}
