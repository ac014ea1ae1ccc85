import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  fingerprintOf,
  flushFolder,
  readIfThere,
  writeDurably,
  type Fingerprint,
} from '../services/durable-files.ts';
import { AppError } from '../../src-shared/errors.ts';
import { workingCopyFolder } from '../services/paths.ts';

const WorkRecord = z.object({
  /** The file that the copy stands for. */
  path: z.string(),
  /** What that file was when the copy was taken, or as it was last published; null where it was gone. */
  taken: z.object({ size: z.int(), hash: z.string() }).nullable(),
});

/** A local copy of a novel whose own folder cannot hold an open file. While it exists it holds unpublished work. */
export interface WorkingCopy {
  readonly folder: string;
  readonly file: string;
  readonly taken: Fingerprint | null;
}

const folderOf = (path: string): string =>
  join(workingCopyFolder(), createHash('sha256').update(path).digest('hex').slice(0, 24));

/** The copy that an earlier session left of this novel, null where there is none. */
export function findWorkingCopy(path: string): WorkingCopy | null {
  const folder = folderOf(path);
  const record = readIfThere(join(folder, 'copy.json'));
  if (record === null) return null; // without its record a copy was never worked in
  const { taken } = WorkRecord.parse(JSON.parse(record.toString('utf8')));
  return { folder, file: join(folder, 'novel.fabula'), taken };
}

/** Copies the published file, with what a crash left beside it. Throws NOVEL_NOT_FOUND. */
export function takeWorkingCopy(path: string): WorkingCopy {
  const published = readNovel(path);
  if (published === null) throw new AppError('NOVEL_NOT_FOUND', { path });
  const folder = folderOf(path);
  const file = join(folder, 'novel.fabula');
  removeWorkingCopy(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, published.main, { flush: true });
  if (published.log) writeFileSync(`${file}-wal`, published.log, { flush: true });
  if (published.journal) writeFileSync(`${file}-journal`, published.journal, { flush: true });
  flushFolder(folder);
  const taken = published.fingerprint;
  keepTaken({ folder, path, taken });
  return { folder, file, taken };
}

/** Remembers what the published file is now. */
export function keepTaken({
  folder,
  path,
  taken,
}: {
  folder: string;
  path: string;
  taken: Fingerprint | null;
}): void {
  writeDurably(join(folder, 'copy.json'), JSON.stringify({ path, taken }));
}

/** Lets go of a copy whose work is published. */
export function removeWorkingCopy(folder: string): void {
  rmSync(join(folder, 'copy.json'), { force: true }); // first: a copy without its record is none
  rmSync(folder, { recursive: true, force: true });
}

/** Sets a copy aside under a name of its own, for good; answers the file. */
export function setAside(copy: WorkingCopy): string {
  const kept = `${copy.folder}-${Date.now()}`;
  renameSync(copy.folder, kept);
  return join(kept, 'novel.fabula');
}

interface PublishedNovel {
  readonly main: Buffer;
  readonly log: Buffer | null;
  readonly journal: Buffer | null;
  readonly fingerprint: Fingerprint;
}

/** A novel that nobody in this process has open, with its side files, as bytes; null where it is gone. */
function readNovel(path: string): PublishedNovel | null {
  const main = readIfThere(path);
  if (main === null) return null;
  const log = readIfThere(`${path}-wal`);
  const journal = readIfThere(`${path}-journal`);
  return { main, log, journal, fingerprint: fingerprintOf([main, log, journal]) };
}

/** What the published file is now, side files included; null where it is gone. */
export function fingerprintNovel(path: string): Fingerprint | null {
  return readNovel(path)?.fingerprint ?? null;
}
