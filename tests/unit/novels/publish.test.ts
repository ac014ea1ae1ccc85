import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { openNovel, type OpenNovel } from '../../../src-main/novels/open-novel.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import type { AppError } from '../../../src-shared/errors.ts';
import { atRest, novelFile, proseOf } from '../../helpers/novel-file.ts';

/** A novel in a folder that Syncthing keeps. */
function inSyncedFolder(): { path: string; folder: string } {
  const { path, folder } = atRest();
  mkdirSync(join(folder, '.stfolder'));
  return { path, folder };
}

function write(novel: OpenNovel, text: string): void {
  const { id, revision } = scenesOf(getOutline(novel.db))[0]!;
  saveScene(novel.db, { id, document: proseOf(text), baseRevision: revision });
}

function firstText(path: string): string {
  const db = openReader(path);
  try {
    return textOfDocument(getScene(db, scenesOf(getOutline(db))[0]!.id).document);
  } finally {
    db.close();
  }
}

/** Ends a session and puts back what a crash at this moment would have left: the file as published, the copy with its log. */
async function crash(novel: OpenNovel): Promise<void> {
  const folder = dirname(novel.workPath);
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => [join(folder, name), readFileSync(join(folder, name))] as const);
  const published = readFileSync(novel.path);
  await novel.close();
  writeFileSync(novel.path, published);
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(path, bytes);
}

test('in a synced folder no SQLite side file ever appears, and the work arrives whole', async () => {
  const { path, folder } = inSyncedFolder();
  const novel = await openNovel({ path });
  expect(novel.place).toEqual({ kind: 'synced', name: 'Syncthing' });
  write(novel, 'Written in the copy.');
  expect(readdirSync(folder).sort()).toEqual(['.stfolder', 'novel.fabula']);
  expect(firstText(path)).toContain('Mara lit the lamp.');
  await novel.publish();
  expect(firstText(path)).toBe('Written in the copy.');
  write(novel, 'And once more.');
  await novel.close();
  expect(firstText(path)).toBe('And once more.');
  expect(readdirSync(folder).sort()).toEqual(['.stfolder', 'novel.fabula']);
});

test('a session that changed nothing does not touch the synced file', async () => {
  const { path } = inSyncedFolder();
  const before = readFileSync(path);
  const novel = await openNovel({ path });
  getOutline(novel.db);
  await novel.close();
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file that another machine changed meanwhile is kept, the work goes beside it, and both paths are named', async () => {
  const { path, folder } = inSyncedFolder();
  const novel = await openNovel({ path });
  write(novel, 'Mine.');
  const theirs = atRest();
  copyFileSync(theirs.path, path);
  const told = await novel.close().catch((error: unknown) => error);
  expect(told).toMatchObject({ code: 'NOVEL_CHANGED_OUTSIDE', data: { path } });
  const { kept } = (told as AppError).data;
  expect(readFileSync(path).equals(readFileSync(theirs.path))).toBe(true);
  expect(firstText(String(kept))).toBe('Mine.');
  expect(dirname(String(kept))).toBe(folder);
  expect(basename(String(kept))).toMatch(/^novel \(kept \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\)\.fabula$/);
});

test('publishing twice beside a changed file keeps one copy up to date instead of strewing the folder', async () => {
  const { path, folder } = inSyncedFolder();
  const novel = await openNovel({ path });
  write(novel, 'First.');
  copyFileSync(atRest().path, path);
  await expect(novel.publish()).rejects.toMatchObject({ code: 'NOVEL_CHANGED_OUTSIDE' });
  write(novel, 'Second.');
  await novel.close();
  const kept = readdirSync(folder).filter((name) => name.includes('kept'));
  expect(kept).toHaveLength(1);
  expect(firstText(join(folder, kept[0]!))).toBe('Second.');
});

test('the copy a crash left behind is found again and published', async () => {
  const { path } = inSyncedFolder();
  const novel = await openNovel({ path });
  write(novel, 'Before the crash.');
  await crash(novel);
  const before = firstText(path);
  const again = await openNovel({ path });
  expect(textOfDocument(getScene(again.db, scenesOf(getOutline(again.db))[0]!.id).document)).toBe(
    'Before the crash.',
  );
  expect(before).not.toBe('Before the crash.');
  await again.close();
  expect(firstText(path)).toBe('Before the crash.');
});

test('the copy of a crash meets a file changed since: both are kept and the writer is told at opening', async () => {
  const { path, folder } = inSyncedFolder();
  const novel = await openNovel({ path });
  write(novel, 'Before the crash.');
  await crash(novel);
  const theirs = atRest({ text: [[['From the other machine.']]] });
  copyFileSync(theirs.path, path);
  const again = await openNovel({ path });
  expect(again.notices).toMatchObject([{ code: 'NOVEL_CHANGED_OUTSIDE', data: { path } }]);
  await again.close();
  expect(firstText(path)).toBe('From the other machine.');
  const kept = readdirSync(folder).filter((name) => name.includes('kept'));
  expect(kept.map((name) => firstText(join(folder, name)))).toEqual(['Before the crash.']);
});

test('a log that a crash left beside a synced file is taken along and never played into the published one', async () => {
  const { path, folder } = inSyncedFolder();
  const made = novelFile();
  const { id, revision } = made.scenes[0]!;
  saveScene(made.db, { id, document: proseOf('Only in the log.'), baseRevision: revision });
  for (const suffix of ['', '-wal']) copyFileSync(made.path + suffix, path + suffix);
  const novel = await openNovel({ path });
  expect(textOfDocument(getScene(novel.db, id).document)).toBe('Only in the log.');
  write(novel, 'Written after.');
  await novel.close();
  expect(readdirSync(folder).sort()).toEqual(['.stfolder', 'novel.fabula']);
  expect(firstText(path)).toBe('Written after.');
});

test('a damaged synced file is refused untouched and leaves no copy that would count as work', async () => {
  const { path } = inSyncedFolder();
  const good = readFileSync(path);
  writeFileSync(path, good.subarray(0, 8192));
  await expect(openNovel({ path })).rejects.toMatchObject({ code: 'NOVEL_DAMAGED', data: { path } });
  expect(readFileSync(path).equals(good.subarray(0, 8192))).toBe(true);
  writeFileSync(path, good);
  const novel = await openNovel({ path });
  expect(novel.notices).toEqual([]);
  await novel.close();
});

test('work is not lost when the folder is gone at closing time, and returns with it', async () => {
  const { path, folder } = inSyncedFolder();
  const novel = await openNovel({ path });
  write(novel, 'The drive was pulled.');
  renameSync(folder, `${folder}-away`);
  await expect(novel.close()).rejects.toMatchObject({
    code: 'NOVEL_NOT_PUBLISHED',
    data: { path, kept: novel.workPath },
  });
  renameSync(`${folder}-away`, folder);
  const again = await openNovel({ path });
  await again.close();
  expect(firstText(path)).toBe('The drive was pulled.');
});
