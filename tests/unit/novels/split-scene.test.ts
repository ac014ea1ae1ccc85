import { expect, test } from 'vitest';
import { getOutline, listReadingOrder } from '../../../src-main/db/outline.ts';
import { updateSceneDetails } from '../../../src-main/db/outline-edits.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import { listVersions } from '../../../src-main/db/versions.ts';
import { mergeScenes } from '../../../src-main/novels/merge-scenes.ts';
import { extractScene, splitScene } from '../../../src-main/novels/split-scene.ts';
import { redoAction, undoAction } from '../../../src-main/novels/undo-log.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { locate } from '../../../src-shared/domain/locate-anchor.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import { paragraphsOf, textOf, textOfDocument } from '../../../src-shared/domain/prose.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';
import { reviewScene } from '../../helpers/review-of-scene.ts';

const long = 'Mara lit the lamp. Tomas came up.\n\nThe harbour was empty.';

/** A chapter of one scene with this text, and what the chapter's scenes read now. */
function sceneWith(text: string, others: readonly string[] = []) {
  const { db, scenes } = novelFile({ text: [[[text, ...others]]] });
  const scene = getScene(db, scenes[0]!.id);
  const at = { sceneId: scene.id, revision: scene.revision };
  const texts = () => scenesOf(getOutline(db)).map(({ id }) => textOfDocument(getScene(db, id).document));
  return { db, scene, at, texts, blocks: paragraphsOf(scene.document).map(({ attrs }) => attrs.id) };
}

test('a split keeps every word, and the half that stays keeps its version from before', () => {
  const { db, at, blocks, texts, scene } = sceneWith(long);
  const { item, scenes } = splitScene(db, { ...at, point: { blockId: blocks[0]!, offset: 19 } });
  expect(texts()).toEqual(['Mara lit the lamp.', 'Tomas came up.\n\nThe harbour was empty.']);
  expect(listVersions(db, scene.id)[0]).toMatchObject({ reason: 'replace', revision: 1 });
  expect(listReadingOrder(db)).toEqual([scene.id, item!.id]);
  expect(scenes).toEqual([scene.id]);
});

test('the new half is told by the same person at the same time and place', () => {
  const { db, scene, blocks } = sceneWith(long);
  const { revision } = updateSceneDetails(db, { id: scene.id, storyTime: 600, status: 'revised' });
  const at = { sceneId: scene.id, revision };
  const { item } = splitScene(db, { ...at, point: { blockId: blocks[1]!, offset: 0 } });
  expect(getScene(db, item!.id as SceneId)).toMatchObject({ storyTime: 600, status: 'revised', title: '' });
});

test('findings and patches follow their words over a split, and back over its undo', () => {
  const { db, scene, at, blocks } = sceneWith(long);
  const anchors = reviewScene(db, scene, ['lamp', 'Tomas', 'harbour']);
  const before = anchors();
  const { item } = splitScene(db, { ...at, point: { blockId: blocks[0]!, offset: 19 } });
  expect(anchors().map(({ target, quote }) => ({ target, quote }))).toEqual([
    { target: { kind: 'scene', sceneId: scene.id }, quote: 'lamp' },
    { target: { kind: 'scene', sceneId: item!.id }, quote: 'Tomas' },
    { target: { kind: 'scene', sceneId: item!.id }, quote: 'harbour' },
  ]);
  for (const anchor of anchors())
    expect(
      locate(
        anchor,
        getScene(db, anchor.target.kind === 'scene' ? anchor.target.sceneId : scene.id).document,
      ),
    ).not.toBeNull();
  undoAction(db, undefined);
  expect(anchors()).toEqual(before);
});

test('one undo of a split gives the scene back as it was, one redo splits it again under the same ids', () => {
  const { db, at, blocks, texts, scene } = sceneWith(long);
  const { item } = splitScene(db, { ...at, point: { blockId: blocks[0]!, offset: 19 } });
  expect(undoAction(db, undefined)).toMatchObject({ scenes: [scene.id] });
  expect(texts()).toEqual([long]);
  expect(getScene(db, scene.id).documentHash).toBe(scene.documentHash);
  redoAction(db, undefined);
  expect(texts()).toEqual(['Mara lit the lamp.', 'Tomas came up.\n\nThe harbour was empty.']);
  expect(listReadingOrder(db)).toEqual([scene.id, item!.id]);
});

test('a split at a revision the window does not know is refused, and nothing is made', () => {
  const { db, scene, at, blocks, texts } = sceneWith(long);
  saveScene(db, { id: scene.id, document: proseOf('Other words.'), baseRevision: 1 });
  expect(() => splitScene(db, { ...at, point: { blockId: blocks[0]!, offset: 3 } })).toThrow('SCENE_CHANGED');
  expect(texts()).toEqual(['Other words.']);
});

test('a split in a paragraph that is gone is refused by name', () => {
  const { db, at, texts } = sceneWith(long);
  const point = { blockId: 'gone' as never, offset: 0 };
  expect(() => splitScene(db, { ...at, point })).toThrow('SPLIT_NOT_PLACED');
  expect(texts()).toEqual([long]);
});

test('a stretch taken out becomes the next scene, and its patches go with it', () => {
  const { db, scene, at, blocks, texts } = sceneWith('One.\n\nTwo three.\n\nFour.', ['Next.']);
  const anchors = reviewScene(db, scene, ['three', 'Four']);
  const { item } = extractScene(db, {
    ...at,
    start: { blockId: blocks[1]!, offset: 0 },
    end: { blockId: blocks[1]!, offset: 10 },
  });
  expect(texts()).toEqual(['One.\n\nFour.', 'Two three.', 'Next.']);
  expect(anchors().map(({ target }) => target.kind === 'scene' && target.sceneId)).toEqual([
    item!.id,
    scene.id,
  ]);
  undoAction(db, undefined);
  expect(texts()).toEqual(['One.\n\nTwo three.\n\nFour.', 'Next.']);
});

test('a merge puts the next scene behind this one, its patches follow, and it waits in the bin', () => {
  const { db, scene, at, texts } = sceneWith('One.', ['Two three.', 'Four.']);
  const next = getScene(db, listReadingOrder(db)[1]!);
  const anchors = reviewScene(db, next, ['three']);
  mergeScenes(db, at);
  expect(texts()).toEqual(['One.\n\nTwo three.', 'Four.']);
  expect(anchors()[0]).toMatchObject({ target: { sceneId: scene.id }, quote: 'three' });
  undoAction(db, undefined);
  expect(texts()).toEqual(['One.', 'Two three.', 'Four.']);
  expect(anchors()[0]).toMatchObject({ target: { sceneId: next.id } });
  expect(listReadingOrder(db)[1]).toBe(next.id);
});

test('a copy pasted into both scenes does not leave an id twice after a merge', () => {
  const { db, scene, texts } = sceneWith('One.', ['Two.']);
  const [, nextId] = listReadingOrder(db);
  saveScene(db, { id: nextId!, document: scene.document, baseRevision: 1 });
  mergeScenes(db, { sceneId: scene.id, revision: 1 });
  const ids = paragraphsOf(getScene(db, scene.id).document).map(({ attrs }) => attrs.id);
  expect(new Set(ids).size).toBe(2);
  expect(texts()).toEqual(['One.\n\nOne.']);
});

test('the last scene of a chapter has nothing to merge with, even where another chapter follows', () => {
  const { db, scenes } = novelFile({ text: [[['One.'], ['Two.']]] });
  expect(() => mergeScenes(db, { sceneId: scenes[0]!.id, revision: 1 })).toThrow('MERGE_NOTHING');
});

test('a paragraph’s text survives any number of splits and merges', () => {
  const { db, scene, texts } = sceneWith(long);
  for (const offset of [5, 9, 13]) {
    const { revision, document } = getScene(db, scene.id);
    splitScene(db, {
      sceneId: scene.id,
      revision,
      point: { blockId: paragraphsOf(document)[0]!.attrs.id, offset },
    });
  }
  while (texts().length > 1)
    mergeScenes(db, { sceneId: scene.id, revision: getScene(db, scene.id).revision });
  const words = paragraphsOf(getScene(db, scene.id).document).map(textOf).join(' ');
  expect(words).toBe(long.replace('\n\n', ' '));
});
