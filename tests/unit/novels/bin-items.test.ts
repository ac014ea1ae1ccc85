import { expect, test } from 'vitest';
import { listBin } from '../../../src-main/db/bin.ts';
import { getOutline, listReadingOrder } from '../../../src-main/db/outline.ts';
import { getScene, listChapterScenes, saveScene } from '../../../src-main/db/scenes.ts';
import { listIndexedSources, storeIndexedSource } from '../../../src-main/db/search-index.ts';
import { listVersions } from '../../../src-main/db/versions.ts';
import { addItem, duplicateScene, moveItem } from '../../../src-main/novels/edit-outline.ts';
import { binItem, deleteBinned, emptyBin, restoreItem } from '../../../src-main/novels/bin-items.ts';
import { exportMarkdown } from '../../../src-main/novels/export-markdown.ts';
import { peekActions, redoAction, undoAction } from '../../../src-main/novels/undo-log.ts';
import { placeScenes } from '../../../src-main/retrieval/scope.ts';
import { listSourceHashes, readSourceText } from '../../../src-main/retrieval/source-text.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, scenesOf } from '../../../src-shared/domain/novel.ts';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';
import { queueJob } from '../../helpers/job-fixtures.ts';

function open() {
  const file = novelFile();
  const { db, outline, chapters, scenes } = file;
  return {
    ...file,
    act: (at: number): OutlineItem => ({ kind: 'act', id: outline.acts[at]!.id }),
    chapter: (at: number): OutlineItem => ({ kind: 'chapter', id: chapters[at]!.id }),
    scene: (at: number): OutlineItem => ({ kind: 'scene', id: scenes[at]!.id }),
    order: () => listReadingOrder(db),
    ids: scenes.map(({ id }) => id),
  };
}

function index(db: ReturnType<typeof open>['db'], sourceId: SceneId): void {
  const source = readSourceText(db, { sourceKind: 'scene', sourceId })!;
  const chunk = { text: source.text, tokens: 5, words: 'mara lamp', passages: [] };
  storeIndexedSource(db, { ...source, embeddingModel: null, chunks: [chunk] });
}

test('what is in the bin is in no outline, no reading order, no index, no count and no export', () => {
  const { db, scene, ids, chapters } = open();
  index(db, ids[0]!);
  binItem(db, scene(0));
  expect(scenesOf(getOutline(db)).map(({ id }) => id)).toEqual(ids.slice(1));
  expect(listReadingOrder(db)).toEqual(ids.slice(1));
  expect(placeScenes(db).map(({ id }) => id)).toEqual(ids.slice(1));
  expect(listSourceHashes(db).map(({ sourceId }) => sourceId)).toEqual(ids.slice(1));
  expect(readSourceText(db, { sourceKind: 'scene', sourceId: ids[0]! })).toBeNull();
  expect(listIndexedSources(db)).toEqual([]);
  expect(listChapterScenes(db, chapters[0]!.id).map(({ id }) => id)).toEqual([ids[1]]);
  expect(exportMarkdown(db)).not.toContain('Mara lit the lamp');
});

test('a binned chapter and a binned act take everything in them along', () => {
  const { db, chapter, act, ids, chapters } = open();
  index(db, ids[0]!);
  binItem(db, chapter(0));
  expect(listReadingOrder(db)).toEqual(ids.slice(2));
  expect(listIndexedSources(db)).toEqual([]);
  expect(() => listChapterScenes(db, chapters[0]!.id)).toThrow('CHAPTER_NOT_FOUND');
  binItem(db, act(1));
  expect(listReadingOrder(db)).toEqual([ids[2]]);
  expect(placeScenes(db).map(({ chapter_number }) => chapter_number)).toEqual([1]);
});

test('a scene, a chapter and an act come back to where they stood', () => {
  const { db, scene, chapter, act, order, ids } = open();
  for (const item of [scene(0), scene(1), chapter(0), chapter(1), act(0)]) {
    binItem(db, item);
    expect(order()).not.toEqual(ids);
    expect(restoreItem(db, item)).toMatchObject({ isOldPlace: true, item });
    expect(order()).toEqual(ids);
  }
});

test('what comes back stands beside its old neighbours, wherever those stand by now', () => {
  const { db, chapters } = open();
  const parent = chapters[2]!.id;
  const add = (title: string): OutlineItem =>
    addItem(db, { kind: 'scene', spot: { in: parent }, title }).item!;
  const [a, b, c, d] = [add('A'), add('B'), add('C'), add('D')] as const;
  const stands = () =>
    listChapterScenes(db, parent).flatMap(({ title }) => (title.length === 1 ? title : []));
  const away = (item: OutlineItem) => moveItem(db, { item, spot: { in: chapters[0]!.id } });

  binItem(db, c);
  moveItem(db, { item: b, spot: { after: d.id } });
  restoreItem(db, c); // after B, though that is the last now
  expect(stands()).toEqual(['A', 'D', 'B', 'C']);

  binItem(db, b);
  away(d);
  add('E');
  restoreItem(db, b); // the one before it went to another chapter: before C
  expect(stands()).toEqual(['A', 'B', 'C', 'E']);

  for (const order of [
    [a, b, c],
    [c, a, b],
    [b, c, a],
  ]) {
    for (const item of [a, b, c]) binItem(db, item);
    for (const item of order) restoreItem(db, item);
    expect(stands()).toEqual(['A', 'B', 'C', 'E']);
  }

  binItem(db, b);
  for (const item of [a, c]) away(item);
  restoreItem(db, b); // one of the chapter's stood two away
  expect(stands()).toEqual(['B', 'E']);
});

test('words written into a scene at the moment it was binned are kept with it', () => {
  const { db, scene, ids } = open();
  binItem(db, scene(0));
  saveScene(db, { id: ids[0]!, document: proseOf('The last words.'), baseRevision: 1 });
  expect(listBin(db)[0]).toMatchObject({ opening: 'The last words.', wordCount: 3 });
  restoreItem(db, scene(0));
  expect(getScene(db, ids[0]!).wordCount).toBe(3);
});

test('a scene whose chapter is binned comes back to the nearest chapter before it', () => {
  const { db, scene, chapter, ids, order } = open();
  binItem(db, scene(2));
  binItem(db, chapter(1));
  expect(restoreItem(db, scene(2)).isOldPlace).toBe(false);
  expect(order().slice(0, 3)).toEqual(ids.slice(0, 3));
  expect(getScene(db, ids[2]!).chapterId).toBe(getScene(db, ids[0]!).chapterId);
});

test('a scene of the first chapter comes back to the start of the one after it', () => {
  const { db, scene, chapter, ids, order } = open();
  binItem(db, scene(0));
  binItem(db, chapter(0));
  restoreItem(db, scene(0));
  expect(order()).toEqual([ids[0], ...ids.slice(2)]);
});

test('a scene outlives its chapter when that is deleted for good, and comes back to the nearest', () => {
  const { db, scene, chapter, ids, order } = open();
  binItem(db, scene(2));
  binItem(db, chapter(1));
  deleteBinned(db, [chapter(1)]);
  expect(listBin(db).map(({ item }) => item)).toEqual([scene(2)]);
  restoreItem(db, scene(2));
  expect(order()).toEqual(ids);
});

test('in a novel emptied to the last act a scene still comes back, with a chapter to stand in', () => {
  const { db, scene, act, ids, order } = open();
  binItem(db, scene(0));
  binItem(db, act(0));
  binItem(db, act(1));
  restoreItem(db, scene(0));
  expect(order()).toEqual([ids[0]]);
  expect(chaptersOf(getOutline(db))).toHaveLength(1);
  undoAction(db, undefined);
  expect(order()).toEqual([]);
});

test('emptying the bin deletes what it shows for good, and nothing beside it', () => {
  const { db, scene, act, ids, order } = open();
  const kept = order();
  binItem(db, scene(0));
  binItem(db, act(1));
  emptyBin(db, undefined);
  expect(listBin(db)).toEqual([]);
  for (const id of [ids[0]!, ids[3]!, ids[4]!]) expect(() => getScene(db, id)).toThrow('SCENE_NOT_FOUND');
  expect(order()).toEqual([kept[1], kept[2]]);
  expect(db.prepare('SELECT count(*) FROM act').pluck().get()).toBe(1);
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('a chapter with a job’s draft can be deleted for good, and the job keeps its draft', () => {
  const { db, chapter, chapters } = open();
  const chapterId = chapters[2]!.id;
  const { id } = queueJob(db, { chapterId });
  db.transaction(() =>
    db
      .prepare(
        `INSERT INTO draft (id, job_id, chapter_id, doc, bases, state, created_at, updated_at)
         VALUES (?, ?, ?, '{}', '[]', 'open', 1, 1)`,
      )
      .run('draft', id, chapterId),
  )();
  binItem(db, chapter(2));
  deleteBinned(db, [chapter(2)]);
  expect(listBin(db)).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(1);
  expect(chaptersOf(getOutline(db)).map(({ id: one }) => one)).not.toContain(chapterId);
});

test('what is not in the bin cannot be deleted for good', () => {
  const { db, scene, order, ids } = open();
  expect(() => deleteBinned(db, [scene(0)])).toThrow('SCENE_NOT_FOUND');
  expect(order()).toEqual(ids);
});

test('an undo takes an item out of the bin to its old place, a redo puts it back in', () => {
  const { db, chapter, order, ids } = open();
  binItem(db, chapter(1));
  undoAction(db, undefined);
  expect(order()).toEqual(ids);
  expect(listBin(db)).toEqual([]);
  redoAction(db, undefined);
  expect(listBin(db)).toHaveLength(1);
});

test('an undo never offers to bring back what was deleted for good', () => {
  const { db, scene, act } = open();
  addItem(db, { kind: 'act', spot: { after: act(0).id }, title: 'Between' });
  binItem(db, scene(0));
  deleteBinned(db, [scene(0)]);
  expect(peekActions(db).undo).toMatchObject({ key: 'undo.add-act' });
});

test('what an undo took out does not show in the bin, and is gone once another way was taken', () => {
  const { db, scene, ids } = open();
  const { item } = duplicateScene(db, { id: ids[0]!, title: 'Copy' });
  undoAction(db, undefined);
  expect(listBin(db)).toEqual([]);
  binItem(db, scene(1));
  expect(() => getScene(db, item!.id as SceneId)).toThrow('SCENE_NOT_FOUND');
  expect(peekActions(db).redo).toBeNull();
});

test('the bin keeps a scene’s versions', () => {
  const { db, scene, ids } = open();
  const { revision } = getScene(db, ids[0]!);
  saveScene(db, { id: ids[0]!, document: proseOf('Second.'), baseRevision: revision });
  const before = listVersions(db, ids[0]!);
  expect(before.length).toBeGreaterThan(0);
  binItem(db, scene(0));
  restoreItem(db, scene(0));
  expect(listVersions(db, ids[0]!)).toEqual(before);
});
