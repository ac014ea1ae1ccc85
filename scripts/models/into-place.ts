import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { findCorrupt, type PinnedFile } from '../../src-main/services/pinned-files.ts';
import { SetUpFailed } from './say.ts';

const workPrefix = '.making-';
const longAgo = 24 * 60 * 60 * 1000;

interface Model {
  readonly folder: string; // where it shall stand
  readonly files: readonly PinnedFile[];
  readonly make: (folder: string) => Promise<void> | void;
}

/**
 * Makes a model in a folder of its own beside its place, verifies every checksum, flushes it and renames it into
 * place: the place holds all of it or nothing, whatever is interrupted and whoever else makes the same.
 */
export async function makeIntoPlace({ folder, files, make }: Model): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), `${workPrefix}${hostname()}-${process.pid}-`));
  const made = join(work, 'made');
  const removeWork = (): void => rmSync(work, { recursive: true, force: true });
  const stop = (): never => {
    removeWork();
    process.exit(130);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    mkdirSync(made);
    await make(made);
    const corrupt = await findCorrupt(made, files);
    if (corrupt !== null)
      throw new SetUpFailed(`${corrupt} has not the expected checksum. Nothing was put in place.`);
    for (const { name } of files) flush(join(made, name));
    if ((await findCorrupt(folder, files)) === null) return; // another set-up was faster with the same
    if (existsSync(folder)) renameSync(folder, join(work, 'replaced'));
    renameOrAccept(made, folder);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    removeWork();
  }
}

/** Another set-up may have put the same model there in this very moment; it was verified as well. */
function renameOrAccept(made: string, folder: string): void {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** Removes what killed set-ups left in the cache. */
export function removeAbandonedWork(cache: string): void {
  mkdirSync(cache, { recursive: true });
  const mine = `${workPrefix}${hostname()}-`;
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith(workPrefix))) {
    const path = join(cache, name);
    const pid = name.startsWith(mine) ? Number(name.slice(mine.length).split('-')[0]) : null;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > longAgo || (pid !== null && !isAlive(pid))) rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
