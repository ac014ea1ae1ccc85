import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { copyWhole, verifyCopy } from '../db/backup.ts';
import type { Db } from '../db/connection.ts';
import { placeNew, sideFiles } from '../services/durable-files.ts';

export interface SaveCopy {
  readonly novelId: NovelId;
  /** A name that nothing bears yet. */
  readonly path: string;
}

/**
 * Writes a whole, verified copy of an open novel as it stands, while work goes on. Throws NOVEL_EXISTS, DISK_FULL and
 * BACKUP_FAILED; no half-written copy stays.
 */
export async function saveCopy(db: Db, { novelId, path }: SaveCopy): Promise<void> {
  if (existsSync(path)) throw new AppError('NOVEL_EXISTS', { path });
  const temporary = join(dirname(path), `.~${basename(path)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    await copyWhole(db, temporary);
    verifyCopy(temporary, novelId);
    placeNew(temporary, path);
  } catch (error) {
    throw describe(error, path);
  } finally {
    removeQuietly(temporary);
  }
}

function describe(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  const { code } = error as { code?: string };
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return new AppError('DISK_FULL', { path }, error);
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('BACKUP_FAILED', { reason }, error);
}

function removeQuietly(temporary: string): void {
  try {
    for (const suffix of ['', ...sideFiles]) rmSync(temporary + suffix, { force: true });
  } catch {
    // what cannot be removed has a name that says what it is
  }
}

/** The size of a novel's file in bytes; 0 where it is gone. */
export const fileSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
