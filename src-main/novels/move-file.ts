import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { fingerprintNovel } from './working-copy.ts';
import { flushFile, flushFolder, isSameContent, placeNew } from '../services/durable-files.ts';

/**
 * Gives a closed novel another name or folder, on another disk too, and never over a file. Throws NOVEL_EXISTS,
 * NOVEL_NOT_MOVED; the novel is then where it was.
 */
export function moveFile(from: string, to: string): void {
  if (existsSync(to)) throw new AppError('NOVEL_EXISTS', { path: to });
  try {
    renameNew(from, to);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('NOVEL_NOT_MOVED', { path: from, target: to, reason }, error);
  }
}

function renameNew(from: string, to: string): void {
  try {
    renameSync(from, to); // nothing is at `to`: looked up a moment ago
    flushFolder(dirname(to));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyOver(from, to);
  }
}

/** To another disk: the old file goes only when the new one is seen to be the same. */
function copyOver(from: string, to: string): void {
  const temporary = join(dirname(to), `.~${basename(to)}.${process.pid}.tmp`);
  try {
    copyFileSync(from, temporary);
    flushFile(temporary);
    placeNew(temporary, to);
  } finally {
    rmSync(temporary, { force: true });
  }
  if (isSameContent(fingerprintNovel(from), fingerprintNovel(to))) rmSync(from, { force: true });
}
