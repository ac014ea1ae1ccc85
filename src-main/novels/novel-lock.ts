import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { translate } from '../db/connection.ts';
import { lockFolder } from '../services/paths.ts';
import { writeWhole } from '../services/durable-files.ts';

/** Who holds a novel: readable while it is held, and by people. */
export const Holder = z.object({
  program: z.string(),
  pid: z.int(),
  host: z.string(),
  since: z.int(),
});
export type Holder = z.infer<typeof Holder>;

export interface NovelLock {
  release(): void;
}

export interface LockRequest {
  /** What is locked: `fileKey` or `novelKey`. */
  readonly key: string;
  /** The novel's path, for the message. */
  readonly path: string;
  readonly program: string;
}

/** The lock's key of a file, however it is called: device and inode, so that links to it count as the same. */
export function fileKey(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `file-${dev}-${ino}`;
}

/** The lock's key of a novel, wherever its file is. */
export function novelKey(id: NovelId): string {
  return `novel-${id}`;
}

/**
 * Takes the one writer's lock: an exclusive transaction on a small side database in the app's own folder, which the
 * system ends with the process, however it dies. Throws NOVEL_IN_USE with the holder's name.
 */
export function lockNovel({ key, path, program }: LockRequest): NovelLock {
  mkdirSync(lockFolder(), { recursive: true });
  const file = join(lockFolder(), `${key}.lock`);
  const record = join(lockFolder(), `${key}.json`);
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
      throw translate(error, file);
    const holder = readHolder(record);
    throw new AppError('NOVEL_IN_USE', { path, holder: describeHolder(holder), ...holder }, error);
  }
  writeWhole(
    record,
    JSON.stringify({ program, pid: process.pid, host: hostname(), since: Date.now() } satisfies Holder),
  );
  return {
    release: () => {
      rmSync(record, { force: true });
      db.close(); // the side database stays: removing it could part two programs that wait for it
    },
  };
}

function readHolder(record: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(record, 'utf8')));
  } catch {
    return null; // taken this very moment, or its record was lost: the lock itself still holds
  }
}

function describeHolder(holder: Holder | null): string {
  if (!holder) return 'another program';
  return `${holder.program} (process ${holder.pid} on ${holder.host}, since ${new Date(holder.since).toLocaleString('sv-SE')})`;
}
