import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backupFolder } from '../services/paths.ts';
import { findNovelAt } from './novel-record.ts';

/** A verified whole copy of a novel. */
export interface Backup {
  readonly path: string;
  readonly createdAt: number;
}

/** A novel's backups, the newest first. Only verified ones bear such a name. */
export function listBackups(novelId: string): readonly Backup[] {
  const folder = backupFolder(novelId);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const [, day, hour, minute, second, ms] = backupName.exec(name) ?? [];
      return day === undefined
        ? []
        : [{ path: join(folder, name), createdAt: Date.parse(`${day}T${hour}:${minute}:${second}.${ms}Z`) }];
    })
    .sort((a, b) => b.createdAt - a.createdAt);
}

const backupName = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.fabula$/;
/** The name of a backup made at a time. */
export const backupNameOf = (at: number): string =>
  `${new Date(at).toISOString().replace(/[:.]/g, '-')}.fabula`;

/** The path of the newest backup of a novel, or of the novel that was last worked on at a path; null for none. */
export function lastGoodBackup(path: string, novelId: string | null = findNovelAt(path)): string | null {
  return novelId === null ? null : (listBackups(novelId)[0]?.path ?? null);
}
