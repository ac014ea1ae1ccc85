import { expect, test } from 'vitest';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import {
  addLeaveVersion,
  addTextVersion,
  getVersion,
  listVersions,
  nameVersion,
} from '../../../src-main/db/versions.ts';
import { addDayWords, dayOf, dayWords } from '../../../src-main/db/writing-days.ts';
import { replaceWithMine } from '../../../src-main/novels/replace-with-mine.ts';
import { restoreKept } from '../../../src-main/novels/restore-kept.ts';
import { saveOpenScene } from '../../../src-main/novels/save-open-scene.ts';
import { undoAction } from '../../../src-main/novels/undo-log.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

const ballast = { release: () => false, end: () => undefined };

test('leaving a scene keeps it once a revision, not once a visit', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  expect(addLeaveVersion(db, id)?.reason).toBe('leave');
  expect(addLeaveVersion(db, id)).toBeNull();
  saveScene(db, { id, document: proseOf('Another text.'), baseRevision: getScene(db, id).revision });
  expect(addLeaveVersion(db, id)?.wordCount).toBe(2);
});

test("a window's text that could not be saved is kept word for word, and the scene is not touched by it", () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  const before = getScene(db, id);
  const mine = proseOf('My own words, three days of them.');
  const kept = addTextVersion(db, { sceneId: id, reason: 'named', name: 'Mine', document: mine });
  expect(getVersion(db, kept.id)).toMatchObject({ document: mine, wordCount: 7, name: 'Mine' });
  expect(getScene(db, id)).toEqual(before);
});

test('choosing the text of the window keeps the other one', () => {
  const { db, scenes } = novelFile();
  const { id: sceneId, revision } = scenes[0]!;
  const theirs = getScene(db, sceneId);
  const scene = replaceWithMine(db, { sceneId, document: proseOf('Mine.'), baseRevision: revision });
  expect(textOfDocument(scene.document)).toBe('Mine.');
  expect(getVersion(db, listVersions(db, sceneId)[0]!.id).document).toEqual(theirs.document);
  expect(() => replaceWithMine(db, { sceneId, document: proseOf('Late.'), baseRevision: revision })).toThrow(
    expect.objectContaining({ code: 'SCENE_CHANGED' }),
  );
});

test('a restore keeps what stood there, and one undo takes it back', () => {
  const { db, scenes } = novelFile();
  const { id, revision } = scenes[0]!;
  const first = addLeaveVersion(db, id)!;
  saveScene(db, { id, document: proseOf('Rewritten.'), baseRevision: revision });
  const restored = restoreKept(db, first.id);
  expect(textOfDocument(restored.document)).toContain('Mara lit the lamp.');
  expect(undoAction(db, undefined)?.scenes).toEqual([id]);
  expect(textOfDocument(getScene(db, id).document)).toBe('Rewritten.');
});

test('a name can be taken away again, so that the version is thinned like others', () => {
  const { db, scenes } = novelFile();
  const kept = addLeaveVersion(db, scenes[0]!.id)!;
  nameVersion(db, { id: kept.id, name: 'Before the flood' });
  expect(getVersion(db, kept.id).name).toBe('Before the flood');
  nameVersion(db, { id: kept.id, name: null });
  expect(getVersion(db, kept.id).name).toBeNull();
});

test("the day's words are what saves add less what they take, and belong to the writer's own day", () => {
  const { db, scenes } = novelFile();
  const { id, revision, wordCount } = scenes[0]!;
  const save = (text: string, baseRevision: number) =>
    saveOpenScene({ db, ballast }, { id, document: proseOf(text), baseRevision });
  const more = save('One two three four five six seven eight nine ten.', revision);
  expect(more.wordsToday).toBe(10 - wordCount);
  expect(save('One two.', more.scene.revision).wordsToday).toBe(2 - wordCount);
  addDayWords(db, { day: '2020-01-01', words: 500 });
  expect(dayWords(db, dayOf(Date.now()))).toBe(2 - wordCount);
  expect(dayOf(new Date(2026, 10, 21, 23, 59).getTime())).toBe('2026-11-21');
});

test('a save that is refused counts no words to the day', () => {
  const { db, scenes } = novelFile();
  const { id } = scenes[0]!;
  expect(() =>
    saveOpenScene({ db, ballast }, { id, document: proseOf('Lost.'), baseRevision: 99 }),
  ).toThrow();
  expect(dayWords(db, dayOf(Date.now()))).toBe(0);
});
