import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';

/** The names SQLite may put beside a database. */
export const sideFiles = ['-wal', '-shm', '-journal'] as const;

/** Flushes a file's content to the disk. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a small file whole or not at all as far as other programs see; a power loss may take it back. */
export function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** Flushes a folder, so that a rename in it survives a power loss. Windows does that by itself and refuses the call. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Writes a small file whole or not at all. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(dirname(path));
}

/** Gives a finished file its name where nothing has that name yet. Throws NOVEL_EXISTS otherwise, changing nothing. */
export function placeNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path); // atomic, and refuses an existing name; a rename would replace it
    rmSync(temporary);
  } catch (error) {
    if (existsSync(path)) throw new AppError('NOVEL_EXISTS', { path }, error);
    renameSync(temporary, path); // a file system without hard links
  }
  flushFolder(dirname(path));
}

/** What tells whether a file is the one that was seen before. */
export interface Fingerprint {
  readonly size: number;
  readonly hash: string; // SHA-256 of the content
}

/** The fingerprint of a file, given in parts of which some may be missing. */
export function fingerprintOf(parts: readonly (Uint8Array | null)[]): Fingerprint {
  const there = parts.filter((part) => part !== null);
  const hash = createHash('sha256');
  for (const part of there) hash.update(part);
  return { size: there.reduce((sum, { length }) => sum + length, 0), hash: hash.digest('hex') };
}

/** True for the same content, or for no file both times. */
export function isSameContent(a: Fingerprint | null, b: Fingerprint | null): boolean {
  return a === null || b === null ? a === b : a.size === b.size && a.hash === b.hash;
}

/** A file's bytes, null where it does not exist. */
export function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A file's size in bytes, 0 where it does not exist. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
