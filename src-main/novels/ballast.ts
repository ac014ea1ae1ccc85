import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appDataFolder } from '../services/paths.ts';
import { sizeOf } from '../services/durable-files.ts';

const bytes = 2 * 1024 * 1024; // a long scene, its version and the WAL's frames around them

/** Space held back on a novel's disk, to be given up so that the open scene can still be saved. */
export interface Ballast {
  /** Gives the space up; false where there was none. */
  release(): boolean;
  /** Takes away what must not stay beside a novel at rest. */
  end(): void;
}

/** Holds space back on the disk of `file`: in the app's own folder where that is the same disk, else beside the file. */
export function holdBallast(file: string): Ballast {
  mkdirSync(appDataFolder(), { recursive: true });
  const isShared = statSync(appDataFolder()).dev === statSync(dirname(file)).dev;
  const path = isShared
    ? join(appDataFolder(), 'ballast')
    : join(dirname(file), `.~${basename(file)}.ballast`);
  const release = (): boolean => {
    const held = sizeOf(path) > 0;
    rmSync(path, { force: true });
    return held;
  };
  if (sizeOf(path) < bytes)
    try {
      writeFileSync(path, randomBytes(bytes), { flush: true }); // random: no file system can shrink it
    } catch {
      rmSync(path, { force: true }); // no room any more: saving says so when it comes to that
    }
  return { release, end: () => void (isShared || release()) };
}
