import { expect, test } from 'vitest';
import { getOutline, listReadingOrder } from '../../../src-main/db/outline.ts';
import {
  createChapter,
  createScene,
  moveAct,
  moveChapter,
  moveScene,
  updateChapter,
  updateSceneDetails,
} from '../../../src-main/db/outline-edits.ts';
import { getScene, listChapterScenes } from '../../../src-main/db/scenes.ts';
import type { ActId, ChapterId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { newId } from '../../../src-main/services/ids.ts';
import { novelFile } from '../../helpers/novel-file.ts';

test('the outline counts chapters over acts and keeps scenes in reading order', () => {
  const { outline, chapters, scenes, db } = novelFile();
  expect(chapters.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(outline.acts.map(({ chapters }) => chapters.length)).toEqual([2, 1]);
  expect(listReadingOrder(db)).toEqual(scenes.map(({ id }) => id));
});

test('a scene moved to another chapter leaves no gap behind and lands where it was put', () => {
  const { db, chapters, scenes } = novelFile();
  const [first, second] = chapters;
  moveScene(db, { id: scenes[0]!.id, chapterId: second!.id, position: 0 });
  const after = chaptersOf(getOutline(db));
  expect(after[0]!.scenes.map(({ id, position }) => [id, position])).toEqual([[scenes[1]!.id, 0]]);
  expect(after[1]!.scenes.map(({ id, position }) => [id, position])).toEqual([
    [scenes[0]!.id, 0],
    [scenes[2]!.id, 1],
  ]);
  expect(listChapterScenes(db, first!.id)).toHaveLength(1);
});

test('moving a scene keeps its prose, its revision and its id', () => {
  const { db, chapters, scenes } = novelFile();
  const before = getScene(db, scenes[4]!.id);
  moveScene(db, { id: before.id, chapterId: chapters[0]!.id });
  const after = getScene(db, before.id);
  expect(after).toEqual({ ...before, chapterId: chapters[0]!.id, position: 2 });
});

test('a chapter moved over an act border renumbers the chapters after it', () => {
  const { db, outline, chapters } = novelFile();
  moveChapter(db, { id: chapters[2]!.id, actId: outline.acts[0]!.id, position: 0 });
  const after = getOutline(db);
  expect(chaptersOf(after).map(({ id, number }) => [id, number])).toEqual([
    [chapters[2]!.id, 1],
    [chapters[0]!.id, 2],
    [chapters[1]!.id, 3],
  ]);
  expect(after.acts[1]!.chapters).toEqual([]);
});

test('acts can change places, and their scenes go with them in reading order', () => {
  const { db, outline, scenes } = novelFile();
  moveAct(db, { id: outline.acts[1]!.id, position: 0 });
  expect(listReadingOrder(db)).toEqual([3, 4, 0, 1, 2].map((at) => scenes[at]!.id));
});

test('a scene made in the middle goes to its place and starts at revision 1 with its words counted', () => {
  const { db, chapters } = novelFile();
  const made = createScene(db, { chapterId: chapters[0]!.id, title: 'Between', position: 1 });
  expect(made).toMatchObject({ revision: 1, wordCount: 0, position: 1, status: 'outline' });
  expect(textOfDocument(made.document)).toBe('');
  expect(chaptersOf(getOutline(db))[0]!.scenes.map(({ title }) => title)).toEqual([
    'Scene 1',
    'Between',
    'Scene 2',
  ]);
});

test('renaming leaves what was not given as it was', () => {
  const { db, chapters, scenes } = novelFile();
  updateChapter(db, { id: chapters[0]!.id, summary: 'She waits.' });
  updateSceneDetails(db, { id: scenes[0]!.id, storyTime: 600 });
  updateSceneDetails(db, { id: scenes[0]!.id, title: 'Night' });
  const after = getOutline(db);
  expect(chaptersOf(after)[0]).toMatchObject({ title: 'Chapter 1.1', summary: 'She waits.' });
  expect(scenesOf(after)[0]).toMatchObject({ title: 'Night', storyTime: 600, revision: 1 });
});

test('what does not exist is refused by name and nothing is made', () => {
  const { db } = novelFile();
  expect(() => createChapter(db, { actId: newId<ActId>(), title: 'x' })).toThrow('ACT_NOT_FOUND');
  expect(() => createScene(db, { chapterId: newId<ChapterId>() })).toThrow('CHAPTER_NOT_FOUND');
  expect(scenesOf(getOutline(db))).toHaveLength(5);
});
