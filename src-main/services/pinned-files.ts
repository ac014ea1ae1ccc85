import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a file must be. */
export interface PinnedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Whether every file is in the folder at its size; a glance that takes no time. */
export function haveSizes(folder: string, files: readonly PinnedFile[]): boolean {
  return files.every(
    ({ name, bytes }) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === bytes,
  );
}

/** The name of the first file that is not what it must be, to the last byte; null when all are. */
export async function findCorrupt(folder: string, files: readonly PinnedFile[]): Promise<string | null> {
  if (!haveSizes(folder, files)) return files.find((file) => !haveSizes(folder, [file]))?.name ?? null;
  for (const { name, sha256 } of files) if ((await sha256Of(join(folder, name))) !== sha256) return name;
  return null;
}

export async function sha256Of(path: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}
