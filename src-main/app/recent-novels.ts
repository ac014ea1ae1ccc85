import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { RecentNovel } from '../../src-shared/domain/library.ts';
import { AppError } from '../../src-shared/errors.ts';
import { forgetNovel, getSetting, listRecentNovels, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';

const lastSetting = 'last-novel';
const shown = 12;

/** The novels opened last, the newest first; a missing one too, but where it was opened in another place meanwhile. */
export function recentNovels(db: Db): readonly RecentNovel[] {
  const all = listRecentNovels(db, shown).map((novel) => ({ ...novel, isMissing: !existsSync(novel.path) }));
  const found = new Set(all.flatMap(({ novelId, isMissing }) => (isMissing ? [] : [novelId])));
  return all
    .filter(({ novelId, isMissing }) => !isMissing || !found.has(novelId))
    .map(({ path, title, openedAt, isMissing }) => ({ key: keyOf(path), title, path, openedAt, isMissing }));
}

/** The path of a novel on the list. Throws NOVEL_NOT_FOUND for one that is not on it. */
export function recentPath(db: Db, key: string): string {
  const found = listRecentNovels(db, 1000).find(({ path }) => keyOf(path) === key);
  if (!found) throw new AppError('NOVEL_NOT_FOUND', { path: '' });
  return found.path;
}

/** Takes a novel off the list. */
export function forgetRecent(db: Db, key: string): readonly RecentNovel[] {
  forgetNovel(db, recentPath(db, key));
  return recentNovels(db);
}

/** The novel that was open when the app ended; null where the writer had closed it. */
export function lastNovel(db: Db): string | null {
  const path = getSetting(db, lastSetting);
  return typeof path === 'string' ? path : null;
}

/** Remembers the novel to open at the next start; null for none. */
export function keepLastNovel(db: Db, path: string | null): void {
  setSetting(db, { name: lastSetting, value: path ?? undefined });
}

const keyOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 32);
