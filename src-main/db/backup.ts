import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { flushFile, flushFolder, placeNew, sideFiles } from '../services/durable-files.ts';
import { backupFolder } from '../services/paths.ts';
import { backupNameOf, listBackups, type Backup } from './backup-list.ts';
import { applicationId, openReader, translate, type Db } from './connection.ts';

export { listBackups, type Backup } from './backup-list.ts';

export interface BackupNovel {
  readonly novelId: NovelId;
  readonly now?: number;
}

/**
 * Copies the novel as it stands into its backup folder while work goes on, verifies the copy, and lets go of backups
 * that `backupsToKeep` does not name. Throws BACKUP_FAILED, DISK_FULL; no unverified copy ever bears a backup's name.
 */
export async function backupNovel(db: Db, { novelId, now = Date.now() }: BackupNovel): Promise<Backup> {
  const folder = backupFolder(novelId);
  const path = join(folder, backupNameOf(now));
  const partial = `${path}.partial`;
  try {
    mkdirSync(folder, { recursive: true });
    await copyWhole(db, partial);
    verifyCopy(partial, novelId);
    renameSync(partial, path);
    flushFolder(folder);
  } catch (error) {
    removeWithSides(partial);
    const cause = translate(error, partial);
    if (cause instanceof AppError && (cause.code === 'DISK_FULL' || cause.code === 'BACKUP_FAILED'))
      throw cause;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new AppError('DISK_FULL', { path: folder }, error);
    throw new AppError(
      'BACKUP_FAILED',
      { reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
  thinBackups(novelId, now);
  return { path, createdAt: now };
}

/** Copies an open novel to a new file, at rest and flushed, by SQLite's backup: consistent while others write. */
export async function copyWhole(db: Db, path: string): Promise<void> {
  removeWithSides(path);
  await db.backup(path);
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE'); // the copy inherits WAL, and would grow side files when it is read
  } finally {
    copy.close();
  }
  flushFile(path);
}

/** Reads a copy from end to end. Throws BACKUP_FAILED where it is not that novel, whole. */
export function verifyCopy(path: string, novelId: NovelId): void {
  const copy = openReader(path);
  try {
    const mark = copy.pragma('application_id', { simple: true });
    const id = copy.prepare<[], string>('SELECT id FROM novel').pluck().get();
    const faults = copy.pragma('quick_check(1)', { simple: true });
    if (mark !== applicationId || id !== novelId || faults !== 'ok')
      throw new AppError('BACKUP_FAILED', { reason: `the copy does not check out (${String(faults)})` });
  } finally {
    copy.close();
  }
}

const day = 24 * 60 * 60_000;

/** Of backups, the newest first, those worth keeping: the last five, each day's last for a week, each week's for a month. */
export function backupsToKeep(backups: readonly Backup[], now: number): readonly Backup[] {
  const lastOf = (unit: number, count: number): readonly Backup[] =>
    [...Map.groupBy(backups, ({ createdAt }) => Math.floor(createdAt / unit)).values()]
      .map(([newest]) => newest!)
      .filter(({ createdAt }) => now - createdAt < unit * count);
  const kept = new Set([...backups.slice(0, 5), ...lastOf(day, 7), ...lastOf(7 * day, 4)]);
  return backups.filter((backup) => kept.has(backup));
}

function thinBackups(novelId: string, now: number): void {
  const all = listBackups(novelId);
  const kept = new Set(backupsToKeep(all, now).map(({ path }) => path));
  for (const { path } of all) if (!kept.has(path)) rmSync(path, { force: true });
}

export interface RestoreBackup {
  readonly backup: string;
  /** Where the restored novel goes: a name nothing bears yet. */
  readonly path: string;
  readonly novelId: NovelId;
}

/** Makes a novel file of a backup, under a new name and never over another. Throws NOVEL_EXISTS, BACKUP_FAILED. */
export function restoreBackup({ backup, path, novelId }: RestoreBackup): void {
  if (existsSync(path)) throw new AppError('NOVEL_EXISTS', { path });
  if (!existsSync(backup)) throw new AppError('NOVEL_NOT_FOUND', { path: backup });
  const temporary = join(path, '..', `.~${basename(path)}.tmp`);
  try {
    copyFileSync(backup, temporary);
    verifyCopy(temporary, novelId);
    flushFile(temporary);
    placeNew(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw translate(error, path);
  }
}

function removeWithSides(path: string): void {
  try {
    for (const suffix of ['', ...sideFiles]) rmSync(path + suffix, { force: true });
  } catch {
    // What cannot be removed cannot be written over either, and that failure says more.
  }
}
