import { expect, test } from 'vitest';
import { getOutline, listReadingOrder } from '../../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { addVersion, listVersions, thinVersions } from '../../../src-main/db/versions.ts';
import {
  addItem,
  addLast,
  changeSceneDetails,
  changeTitles,
  duplicateScene,
  moveItem,
} from '../../../src-main/novels/edit-outline.ts';
import { changeText } from '../../../src-main/novels/change-text.ts';
import { peekActions, recordAction, redoAction, undoAction } from '../../../src-main/novels/undo-log.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

const titlesOf = (db: ReturnType<typeof novelFile>['db']) =>
  getOutline(db).acts.map((act) => [
    act.title,
    ...act.chapters.map((chapter) => [chapter.title, ...chapter.scenes.map((scene) => scene.title)]),
  ]);

test('an item is added before, after and at the end, and its undo leaves nothing behind', () => {
  const { db, scenes, chapters, outline } = novelFile();
  const before = titlesOf(db);
  addItem(db, { kind: 'scene', spot: { before: scenes[1]!.id }, title: 'Before' });
  addItem(db, { kind: 'scene', spot: { after: scenes[1]!.id }, title: 'After' });
  addItem(db, { kind: 'chapter', spot: { in: outline.acts[0]!.id }, title: 'Last' });
  addItem(db, { kind: 'act', spot: { before: outline.acts[0]!.id }, title: 'First' });
  addItem(db, { kind: 'scene', spot: { in: chapters[2]!.id }, title: 'End' });
  expect(titlesOf(db)).toEqual([
    ['First'],
    [
      'Act 1',
      ['Chapter 1.1', 'Scene 1', 'Before', 'Scene 2', 'After'],
      ['Chapter 1.2', 'Scene 1'],
      ['Last', ''],
    ],
    ['Act 2', ['Chapter 2.1', 'Scene 1', 'Scene 2', 'End']],
  ]);
  for (let left = 5; left > 0; left--) undoAction(db, undefined);
  expect(titlesOf(db)).toEqual(before);
  expect(undoAction(db, undefined)).toBeNull();
});

test.each([
  { move: 'a scene after its own neighbour', which: 0, spot: { after: 1 }, order: [1, 0, 2, 3, 4] },
  { move: 'a scene before its own neighbour', which: 1, spot: { before: 0 }, order: [1, 0, 2, 3, 4] },
  { move: 'a scene into another chapter', which: 0, spot: { before: 2 }, order: [1, 0, 2, 3, 4] },
  { move: 'a scene over an act border', which: 4, spot: { after: 0 }, order: [0, 4, 1, 2, 3] },
])('$move goes there, comes back by undo and goes again by redo', ({ which, spot, order }) => {
  const { db, scenes } = novelFile();
  const idAt = (at: number) => scenes[at]!.id;
  const beside = spot.after === undefined ? { before: idAt(spot.before) } : { after: idAt(spot.after) };
  moveItem(db, { item: { kind: 'scene', id: idAt(which) }, spot: beside });
  expect(listReadingOrder(db)).toEqual(order.map(idAt));
  undoAction(db, undefined);
  expect(listReadingOrder(db)).toEqual(scenes.map(({ id }) => id));
  redoAction(db, undefined);
  expect(listReadingOrder(db)).toEqual(order.map(idAt));
});

test('a chapter moved into another act, and an act moved, take their scenes along and come back by undo', () => {
  const { db, chapters, outline, scenes } = novelFile();
  const item = { kind: 'chapter', id: chapters[0]!.id } as const;
  moveItem(db, { item, spot: { in: outline.acts[1]!.id } });
  moveItem(db, { item: { kind: 'act', id: outline.acts[1]!.id }, spot: { before: outline.acts[0]!.id } });
  expect(listReadingOrder(db)).toEqual([3, 4, 0, 1, 2].map((at) => scenes[at]!.id));
  undoAction(db, undefined);
  undoAction(db, undefined);
  expect(listReadingOrder(db)).toEqual(scenes.map(({ id }) => id));
});

test('a move to where it stands is no action', () => {
  const { db, scenes } = novelFile();
  moveItem(db, { item: { kind: 'scene', id: scenes[1]!.id }, spot: { after: scenes[0]!.id } });
  moveItem(db, { item: { kind: 'scene', id: scenes[1]!.id }, spot: { before: scenes[1]!.id } });
  expect(peekActions(db).undo).toBeNull();
});

test('an empty novel is given what a first scene needs', () => {
  const { db } = novelFile({ text: [] });
  const { item } = addLast(db, 'scene');
  expect(scenesOf(getOutline(db)).map(({ id }) => id)).toContain(item!.id);
  undoAction(db, undefined);
  expect(getOutline(db).acts).toEqual([]);
});

test('renaming and details are taken back to exactly what they were', () => {
  const { db, scenes, chapters } = novelFile();
  const before = getOutline(db);
  changeSceneDetails(db, { id: scenes[0]!.id, change: { title: 'Night', status: 'done', storyTime: 90 } });
  changeTitles(db, { item: { kind: 'chapter', id: chapters[0]!.id }, title: 'One', summary: 'She waits.' });
  changeTitles(db, { item: { kind: 'chapter', id: chapters[0]!.id }, title: 'One' });
  expect(chaptersOf(getOutline(db))[0]).toMatchObject({ title: 'One', summary: 'She waits.' });
  undoAction(db, undefined);
  undoAction(db, undefined);
  const strip = (outline: typeof before) => scenesOf(outline).map((scene) => ({ ...scene, updatedAt: 0 }));
  expect(strip(getOutline(db))).toEqual(strip(before));
  expect(chaptersOf(getOutline(db))[0]).toMatchObject({ title: 'Chapter 1.1', summary: '' });
});

test('a duplicate has the same words under other block ids, right behind its original', () => {
  const { db, scenes } = novelFile();
  const original = getScene(db, scenes[0]!.id);
  const { item } = duplicateScene(db, { id: original.id, title: 'Copy' });
  const copy = getScene(db, item!.id as SceneId);
  expect(textOfDocument(copy.document)).toBe(textOfDocument(original.document));
  expect(copy.document.content[0]!.attrs.id).not.toBe(original.document.content[0]!.attrs.id);
  expect(listReadingOrder(db)[1]).toBe(copy.id);
});

/** Changes a scene's text as an accept would, in the log. */
function replaceText(db: ReturnType<typeof novelFile>['db'], id: SceneId, text: string): void {
  db.transaction(() => {
    const change = changeText(db, { scene: getScene(db, id), document: proseOf(text) });
    recordAction(db, { label: { key: 'undo.test', values: {} }, changes: [change] });
  })();
}

test('an undo is refused where the text has changed since, and not a letter is overwritten', () => {
  const { db, scenes } = novelFile();
  const id = scenes[0]!.id;
  replaceText(db, id, 'Accepted.');
  saveScene(db, { id, document: proseOf('Accepted, and mine.'), baseRevision: getScene(db, id).revision });
  expect(() => undoAction(db, undefined)).toThrow(
    expect.objectContaining({
      code: 'UNDO_CHANGED',
      data: expect.objectContaining({ scene: 'Scene 1', sceneId: id }) as unknown,
    }),
  );
  expect(textOfDocument(getScene(db, id).document)).toBe('Accepted, and mine.');
  expect(peekActions(db).undo).not.toBeNull();
});

test('two changes of one scene are undone one after the other although each undo is a new revision', () => {
  const { db, scenes } = novelFile();
  const id = scenes[2]!.id;
  const first = textOfDocument(getScene(db, id).document);
  replaceText(db, id, 'One.');
  replaceText(db, id, 'Two.');
  const now = () => textOfDocument(getScene(db, id).document);
  undoAction(db, undefined);
  expect(now()).toBe('One.');
  undoAction(db, undefined);
  expect(now()).toBe(first);
  redoAction(db, undefined);
  redoAction(db, undefined);
  expect(now()).toBe('Two.');
});

test('what an undo puts aside is kept as a version', () => {
  const { db, scenes } = novelFile();
  const id = scenes[0]!.id;
  replaceText(db, id, 'Accepted.');
  undoAction(db, undefined);
  expect(listVersions(db, id)[0]).toMatchObject({ reason: 'restore', wordCount: 1 });
});

test('a made scene that was written in since is not taken away by an undo', () => {
  const { db, scenes } = novelFile();
  const { item } = addItem(db, { kind: 'scene', spot: { after: scenes[0]!.id }, title: 'New' });
  const id = item!.id as SceneId;
  saveScene(db, { id, document: proseOf('My words.'), baseRevision: 1 });
  expect(() => undoAction(db, undefined)).toThrow('UNDO_CHANGED');
  expect(listReadingOrder(db)).toContain(id);
});

test('the log keeps the last hundred actions', () => {
  const { db, scenes } = novelFile();
  for (let at = 0; at < 105; at++)
    changeSceneDetails(db, { id: scenes[0]!.id, change: { title: `Title ${at}` } });
  let undone = 0;
  while (undoAction(db, undefined) !== null) undone++;
  expect(undone).toBe(100);
  expect(getScene(db, scenes[0]!.id).title).toBe('Title 4');
});

test('the version an undo needs is not thinned away', () => {
  const { db, scenes } = novelFile();
  const id = scenes[0]!.id;
  replaceText(db, id, 'Accepted.');
  addVersion(db, { sceneId: id, reason: 'leave' });
  thinVersions(db, { now: Date.now() + 40 * 86_400_000 });
  undoAction(db, undefined);
  expect(textOfDocument(getScene(db, id).document)).toContain('Mara lit the lamp');
});
