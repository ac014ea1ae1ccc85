import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import * as library from '../../../src-main/app/library.ts';
import { giveFile } from '../../../src-main/app/given-files.ts';
import { forgetRecent, keepLastNovel, recentNovels } from '../../../src-main/app/recent-novels.ts';
import { startState } from '../../../src-main/app/start-state.ts';
import { keepWritingPlace } from '../../../src-main/app/writing-place.ts';
import { getNovel, updateNovel } from '../../../src-main/db/novels.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import { atRest, proseOf, temporaryFolder } from '../../helpers/novel-file.ts';
import { testApp } from '../../helpers/test-app.ts';

const words = { title: 'The Lamp: a tale?', author: 'A. Writer', language: 'id' };

test('a new novel gets a file of its own, also when its title is taken or no file could bear it', async () => {
  const { app } = testApp();
  const folder = temporaryFolder();
  const first = await library.openNewNovel(app, { folder, words });
  const second = await library.openNewNovel(app, { folder, words });
  await library.openNewNovel(app, { folder, words: { ...words, title: '../../CON' } });
  await app.closeNovel();
  expect(first.novelId).not.toBe(second.novelId);
  expect(readdirSync(folder).sort()).toEqual([
    'CON_.fabula',
    'The Lamp a tale 2.fabula',
    'The Lamp a tale.fabula',
  ]);
  expect(scenesOf(first.outline)).toHaveLength(1);
  expect(scenesOf(first.outline)[0]?.wordCount).toBe(0);
  expect(first.outline.novel).toMatchObject(words);
});

test('the next start opens the last novel at its scene, cursor and scroll; a closed one is not opened', async () => {
  const folder = temporaryFolder();
  const { path, scenes } = atRest();
  const before = testApp(folder);
  const opened = await library.openFile(before.app, path);
  const cursor = { blockId: 'b1' as BlockId, offset: 7 };
  const place = { sceneId: scenes[3]!.id, cursor, scroll: 120.5 };
  keepWritingPlace(before.app.db, { novelId: opened.novelId, place });
  await before.app.closeNovel(); // as the app ends; the writer closed nothing

  const { app } = testApp(folder);
  const state = await startState(app);
  expect(state.opened?.place).toEqual(place);
  expect(state.opened?.outline.novel.title).toBe('The Lamp');
  expect(state.words['library.create']).toBeTypeOf('string');
  await app.closeNovel();

  keepLastNovel(app.db, null); // as "close the novel" does
  const after = testApp(folder);
  expect((await startState(after.app)).opened).toBeNull();
});

test('a last novel that is gone is said, kept on the list as missing, and can be taken off it', async () => {
  const folder = temporaryFolder();
  const { path } = atRest();
  const before = testApp(folder);
  await library.openFile(before.app, path);
  await before.app.closeNovel();
  rmSync(path);

  const { app } = testApp(folder);
  const { opened, failure, recent } = await startState(app);
  expect(opened).toBeNull();
  expect(failure).toMatchObject({ code: 'NOVEL_NOT_FOUND', data: { path } });
  expect(recent).toMatchObject([{ title: 'The Lamp', path, isMissing: true }]);
  expect(forgetRecent(app.db, recent[0]!.key)).toEqual([]);
  expect(recentNovels(app.db)).toEqual([]);
});

test('a novel that was moved while the app was closed stands once on the list when it was opened where it is now', async () => {
  const folder = temporaryFolder();
  const { path } = atRest();
  const { app } = testApp(folder);
  await library.openFile(app, path);
  await app.closeNovel();
  const now = join(temporaryFolder(), 'elsewhere.fabula');
  renameSync(path, now);
  expect(recentNovels(app.db)).toMatchObject([{ path, isMissing: true }]);
  await library.openFile(app, now);
  await app.closeNovel();
  expect(recentNovels(app.db)).toMatchObject([{ path: now, isMissing: false }]);
});

test('a start with a novel that is not there says so, and opens no other in its place', async () => {
  const folder = temporaryFolder();
  const { path } = atRest();
  const before = testApp(folder);
  await library.openFile(before.app, path);
  await before.app.closeNovel();
  const { app } = testApp(folder);
  giveFile('/nowhere/lamp.fabula', app);
  const { opened, failure } = await startState(app);
  expect(opened).toBeNull();
  expect(failure).toMatchObject({ code: 'NOVEL_NOT_FOUND', data: { path: '/nowhere/lamp.fabula' } });
});

test('a novel that cannot be opened leaves none open, and the one before whole', async () => {
  const { app } = testApp();
  const good = atRest();
  await library.openFile(app, good.path);
  const bad = join(temporaryFolder(), 'bad.fabula');
  writeFileSync(bad, 'no novel at all, only words of some length to be read as one');
  await expect(library.openFile(app, bad)).rejects.toThrow('NOVEL_DAMAGED');
  expect(app.session).toBeNull();
  expect(readdirSync(good.folder)).toEqual(['novel.fabula']);
});

test('two openings at once end with one novel open and the other file at rest', async () => {
  const { app } = testApp();
  const [a, b] = [atRest(), atRest()];
  await Promise.all([library.openFile(app, a.path), library.openFile(app, b.path)]);
  expect(app.session?.novel.path).toBe(b.path);
  expect(readdirSync(a.folder)).toEqual(['novel.fabula']);
});

test('a novel is moved whole and never over a file', async () => {
  const { app } = testApp();
  const { path, id } = atRest();
  await library.openFile(app, path);
  const taken = join(temporaryFolder(), 'taken.fabula');
  writeFileSync(taken, 'mine');
  await expect(library.moveNovel(app, taken)).rejects.toThrow('NOVEL_EXISTS');
  expect(readFileSync(taken, 'utf8')).toBe('mine');
  expect(app.session?.novel.path).toBe(path);

  const target = join(temporaryFolder(), 'Renamed.fabula');
  const moved = await library.moveNovel(app, target);
  expect(moved).toMatchObject({ novelId: id, path: target });
  expect(existsSync(path)).toBe(false);
  await app.closeNovel();
  expect(readdirSync(dirname(target))).toEqual(['Renamed.fabula']);
});

test('a backup is restored as a new novel beside what was written since', async () => {
  const { app } = testApp();
  const { path, id, scenes } = atRest();
  await library.openFile(app, path);
  const backup = await library.backUpNow(app, id);
  const scene = getScene(app.sessionOf(id).db, scenes[0]!.id);
  saveScene(app.sessionOf(id).db, {
    id: scene.id,
    document: proseOf('Since.'),
    baseRevision: scene.revision,
  });
  expect(library.backupsOf(id).map(({ key }) => key)).toContain(backup.key);
  expect(backup.bytes).toBeGreaterThan(10_000);

  const folder = join(temporaryFolder(), 'not yet there');
  const nameOf = (title: string): string => `${title} (restored)`;
  const file = library.restoreAsNew(app, { novelId: id, key: backup.key, folder, nameOf });
  expect(file.name).toBe('The Lamp (restored).fabula');
  await app.closeNovel();
  const restored = await openNovel({ path: app.files.pathOf(file) });
  expect(textOfDocument(getScene(restored.db, scene.id).document)).toContain('Mara lit the lamp.');
  await restored.close();
});

test('words the file cannot take go on in a copy elsewhere, with the same novel and scenes', async () => {
  const { app } = testApp();
  const { path, id } = atRest();
  await library.openFile(app, path);
  const target = join(temporaryFolder(), 'elsewhere.fabula');
  const opened = await library.goOnIn(app, target);
  expect(opened).toMatchObject({ novelId: id, path: target });
  expect(app.sessionOf(id).novel.path).toBe(target);
  expect(existsSync(path)).toBe(true);
});

test('a novel deleted under the app goes on in a new file with every saved word', async () => {
  const { app, heard } = testApp();
  const { path, id, scenes } = atRest();
  await library.openFile(app, path);
  const scene = getScene(app.sessionOf(id).db, scenes[0]!.id);
  const saved = { id: scene.id, document: proseOf('Saved last.'), baseRevision: scene.revision };
  saveScene(app.sessionOf(id).db, saved);
  const rescued = heard('novels.rescued');
  rmSync(path);
  const { cause, opened } = await rescued;
  expect(cause).toBe('gone');
  expect(opened).toMatchObject({ novelId: id, path });
  await app.closeNovel();
  const again = await openNovel({ path });
  expect(textOfDocument(getScene(again.db, scene.id).document)).toBe('Saved last.');
  await again.close();
});

test('a novel replaced under the app keeps both: the file that came and the words that were open', async () => {
  const { app, heard } = testApp();
  const { path, id, folder } = atRest();
  await library.openFile(app, path);
  updateNovel(app.sessionOf(id).db, { title: 'Mine' });
  const other = join(temporaryFolder(), 'other.fabula');
  createNovel({ path: other, title: 'Theirs' });
  const rescued = heard('novels.rescued');
  renameSync(other, path);
  const { cause, opened } = await rescued;
  expect(cause).toBe('replaced');
  expect(opened.outline.novel.title).toBe('Mine');
  await app.closeNovel();
  const theirs = await openNovel({ path });
  expect(getNovel(theirs.db).title).toBe('Theirs');
  await theirs.close();
  expect(readdirSync(folder).filter((name) => !name.endsWith('.fabula'))).toEqual([]);
});
