import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './novel-file.ts';

/** A real small file system in memory, where this process may mount one; null where it may not. */
export function smallDisk(megabytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

/** Turns a small disk read-only, as a locked card is; root cannot write to it either. */
export function lockDisk(folder: string): void {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
}

/** Makes it writable again. */
export function unlockDisk(folder: string): void {
  execFileSync('mount', ['-o', 'remount,rw', folder]);
}

/** Fills the disk but for `leave` bytes; answers how to free it. */
export function fillDisk(folder: string, leave: number, name = 'filler'): () => void {
  const path = join(folder, name);
  const room = join(folder, 'room');
  writeFileSync(room, Buffer.alloc(leave, 1));
  const file = openSync(path, 'w');
  for (const size of [65_536, 4096, 1]) {
    const bytes = Buffer.alloc(size, 1);
    try {
      for (;;) if (writeSync(file, bytes) < size) break;
    } catch {
      // full for pieces of this size: go on with smaller ones
    }
  }
  closeSync(file);
  rmSync(room);
  return () => {
    rmSync(path);
  };
}
