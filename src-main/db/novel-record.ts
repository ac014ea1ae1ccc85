import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import { backupFolder } from '../services/paths.ts';
import { writeWhole } from '../services/durable-files.ts';

/** What this machine remembers of a novel, beside its backups: whose they are, and when the file was last seen sound. */
const NovelRecord = z.object({
  title: z.string(),
  path: z.string(),
  /** The file it was last worked on in: the same one or a local copy. */
  workPath: z.string(),
  /** The file as this program left it; any other size or time means it was touched by something else. */
  sound: z.object({ size: z.int(), mtimeMs: z.number() }).nullable(),
});
export type NovelRecord = z.infer<typeof NovelRecord>;

const recordFile = (id: string): string => join(backupFolder(id), 'novel.json');

/** The record of a novel, null where this machine has none. */
export function readNovelRecord(id: string): NovelRecord | null {
  try {
    return NovelRecord.parse(JSON.parse(readFileSync(recordFile(id), 'utf8')));
  } catch {
    return null; // never opened here, or lost: it only saves work and finds backups
  }
}

/** Keeps the record of a novel. A record that cannot be written hinders nothing: it only saves work. */
export function keepNovelRecord(id: NovelId, record: NovelRecord): void {
  try {
    mkdirSync(backupFolder(id), { recursive: true });
    writeWhole(recordFile(id), JSON.stringify(record));
  } catch {
    // The next opening reads every page again, and backups are found by the novel's own id.
  }
}

/** The novel that was last opened at a path: how a file too damaged to name itself finds its backups. */
export function findNovelAt(path: string): string | null {
  const all = dirname(backupFolder('any'));
  try {
    return (
      readdirSync(all).find((id) => {
        const record = readNovelRecord(id);
        return record?.path === path || record?.workPath === path;
      }) ?? null
    );
  } catch {
    return null;
  }
}

/** The size and time a file has now, as `NovelRecord.sound` keeps them. */
export function stampOf(path: string): { readonly size: number; readonly mtimeMs: number } {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}
