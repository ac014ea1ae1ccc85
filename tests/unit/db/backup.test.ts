import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupNovel, backupsToKeep, restoreBackup, verifyCopy } from '../../../src-main/db/backup.ts';
import { listBackups } from '../../../src-main/db/backup-list.ts';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { saveScene } from '../../../src-main/db/scenes.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import { atRest, novelFile, proseOf, temporaryFolder } from '../../helpers/novel-file.ts';

test('a backup taken while the novel is open holds what is still in the log, and lies outside the novel', async () => {
  const { db, scenes, outline, folder } = novelFile();
  const { id, revision } = scenes[0]!;
  saveScene(db, { id, document: proseOf('Not yet checkpointed.'), baseRevision: revision });
  const { path } = await backupNovel(db, { novelId: outline.novel.id });
  expect(path.startsWith(folder)).toBe(false);
  const copy = openReader(path);
  expect(getOutline(copy)).toEqual(getOutline(db));
  copy.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('a copy that is damaged or of another novel never counts as a backup', async () => {
  const { db, outline } = novelFile();
  const { path } = await backupNovel(db, { novelId: outline.novel.id });
  expect(() => {
    verifyCopy(path, newId<NovelId>());
  }).toThrow('BACKUP_FAILED');
  const bytes = readFileSync(path);
  writeFileSync(
    path,
    Buffer.concat([bytes.subarray(0, 12_288), Buffer.alloc(8192, 3), bytes.subarray(20_480)]),
  );
  expect(() => {
    verifyCopy(path, outline.novel.id);
  }).toThrow();
});

test('restoring makes a new novel and never replaces one', async () => {
  const { db, outline } = novelFile();
  const novelId = outline.novel.id;
  const { path: backup } = await backupNovel(db, { novelId });
  db.close();
  const path = join(temporaryFolder(), 'restored.fabula');
  restoreBackup({ backup, path, novelId });
  const before = readFileSync(path);
  expect(() => {
    restoreBackup({ backup, path, novelId });
  }).toThrow('NOVEL_EXISTS');
  expect(readFileSync(path).equals(before)).toBe(true);
  const novel = await openNovel({ path });
  expect(getOutline(novel.db)).toEqual(outline);
  await novel.close();
});

test('opening makes a backup when there is none of today, and not a second one', async () => {
  const { path, id } = atRest();
  await (await openNovel({ path })).close();
  const first = listBackups(id);
  expect(first).toHaveLength(1);
  await (await openNovel({ path })).close();
  expect(listBackups(id)).toEqual(first);
});

test('old backups go, but the last five, a week of days and a month of weeks stay', async () => {
  const hour = 3_600_000;
  const now = Date.parse('2026-06-30T12:00:00Z');
  const backups = Array.from({ length: 24 * 60 }, (_, at) => ({
    path: String(at),
    createdAt: now - at * hour,
  }));
  const kept = backupsToKeep(backups, now);
  expect(kept.slice(0, 5)).toEqual(backups.slice(0, 5));
  const days = new Set(kept.map(({ createdAt }) => new Date(createdAt).toISOString().slice(0, 10)));
  for (let ago = 0; ago < 7; ago++)
    expect(days).toContain(new Date(now - ago * 24 * hour).toISOString().slice(0, 10));
  expect(kept.length).toBeLessThanOrEqual(5 + 7 + 4);
  expect(now - kept.at(-1)!.createdAt).toBeGreaterThan(20 * 24 * hour);
});

test('rotation leaves as many files as it promises', async () => {
  const { db, outline } = novelFile();
  const novelId = outline.novel.id;
  const start = Date.parse('2026-06-30T12:00:00Z');
  for (let minute = 0; minute < 8; minute++) await backupNovel(db, { novelId, now: start + minute * 60_000 });
  expect(listBackups(novelId)).toHaveLength(5);
});
