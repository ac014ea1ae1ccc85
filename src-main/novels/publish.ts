import { accessSync, chmodSync, constants, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { copyWhole, verifyCopy } from '../db/backup.ts';
import type { Db } from '../db/connection.ts';
import {
  flushFolder,
  isSameContent,
  placeNew,
  sideFiles,
  type Fingerprint,
} from '../services/durable-files.ts';
import { fingerprintNovel } from './working-copy.ts';

export interface PublishNovel {
  readonly novelId: NovelId;
  /** Where the novel is published. */
  readonly path: string;
  /** What the published file was when it was taken: it is replaced only if it still is. */
  readonly taken: Fingerprint | null;
  /** The file the work is in, for the message. */
  readonly workPath: string;
}

/** Where the work went, and what that file is now. */
export interface Published {
  readonly path: string;
  readonly taken: Fingerprint | null;
  /** True where the published file was changed by something else, so that the work went beside it. */
  readonly isBeside: boolean;
}

/**
 * Puts the work where the writer's file is: a whole verified copy beside it, flushed, then renamed over it, if that
 * file is still the one that was taken; otherwise the copy stays beside it under a name with the date. Throws
 * NOVEL_NOT_PUBLISHED, with the published file as it was and the work where it is.
 */
export async function publishNovel(db: Db, request: PublishNovel): Promise<Published> {
  const { path, taken, novelId } = request;
  const temporary = join(dirname(path), `.~${basename(path)}.${process.pid}.tmp`);
  try {
    requireWritable(path);
    await copyWhole(db, temporary);
    verifyCopy(temporary, novelId);
    const made = fingerprintNovel(temporary);
    const isBeside = !isSameContent(fingerprintNovel(path), taken);
    const target = isBeside ? nameBeside(path) : path;
    if (isBeside || taken === null) placeNew(temporary, target);
    else replace(temporary, path);
    return { path: target, taken: made, isBeside };
  } catch (error) {
    throw new AppError(
      'NOVEL_NOT_PUBLISHED',
      { path, kept: request.workPath, reason: describe(error) },
      error,
    );
  } finally {
    removeQuietly(temporary);
  }
}

function replace(temporary: string, path: string): void {
  chmodSync(temporary, statSync(path).mode);
  // A log that a crash left here belongs to the old file, and SQLite would play it into the new one.
  for (const suffix of sideFiles) rmSync(path + suffix, { force: true });
  renameSync(temporary, path);
  flushFolder(dirname(path));
}

function requireWritable(path: string): void {
  accessSync(dirname(path), constants.W_OK);
  if (statSync(path, { throwIfNoEntry: false })) accessSync(path, constants.W_OK);
}

/** `Novel.fabula` as `Novel (kept 2026-11-21 09.30.15).fabula`, in local time. */
export function nameBeside(path: string, now = new Date()): string {
  const extension = extname(path);
  const stamp = now.toLocaleString('sv-SE').replaceAll(':', '.');
  return join(dirname(path), `${basename(path, extension)} (kept ${stamp})${extension}`);
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'reason.folder-unwritable';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'DISK_FULL') return 'reason.disk-full';
  if (code === 'ENOENT') return 'reason.folder-gone';
  return error instanceof Error ? error.message : String(error);
}

function removeQuietly(temporary: string): void {
  try {
    for (const suffix of ['', ...sideFiles]) rmSync(temporary + suffix, { force: true });
  } catch {
    // A read-only folder never got one; elsewhere the next publishing removes it.
  }
}
