import { expect, test } from 'vitest';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { commitOutcome } from '../../../src-main/db/job-outcomes.ts';
import { takeJob } from '../../../src-main/db/jobs.ts';
import { createScene } from '../../../src-main/db/outline-edits.ts';
import { listChapterScenes, saveScene } from '../../../src-main/db/scenes.ts';
import { viewDraft } from '../../../src-main/novels/draft-parts.ts';
import { takePieces } from '../../../src-main/novels/take-pieces.ts';
import { undoAction } from '../../../src-main/novels/undo-log.ts';
import { discardDraft } from '../../../src-main/novels/accept-draft.ts';
import { textOf, textOfDocument, type Block } from '../../../src-shared/domain/prose.ts';
import { outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

/** A chapter whose scenes hold these texts, and an open draft beside them; paragraphs are named by their first word. */
function draftBeside(scenes: readonly string[], draft: string) {
  const { db, chapters } = novelFile({ text: [[['Elsewhere.'], []]] });
  const chapterId = chapters[1]!.id;
  for (const text of scenes)
    createScene(db, { chapterId, ...(text === '' ? {} : { document: proseOf(text) }) });
  const { id: jobId, progress } = queueJob(db, { chapterId });
  takeJob(db, { id: jobId, now: 1 });
  const bases = listChapterScenes(db, chapterId).map(({ id: sceneId, revision }) => ({ sceneId, revision }));
  const document = proseOf(draft);
  const outcome = outcomeOf({ document, bases });
  commitOutcome(db, { jobId, attempt: 1, outcome, progress, partialText: '', now: 2 });
  const draftId = outcome.draft!.id;
  const blockOf = (word: string): Block =>
    document.content.find((block) => block.type === 'paragraph' && textOf(block).startsWith(word))!;
  const piece = (word: string, start = 0, end = 1000) => ({ blockId: blockOf(word).attrs.id, start, end });
  const texts = () => listChapterScenes(db, chapterId).map(({ document: one }) => textOfDocument(one));
  const take = (...words: readonly string[]) =>
    takePieces(db, { draftId, pieces: words.map((word) => piece(word)) });
  const sceneId = (at: number) => listChapterScenes(db, chapterId)[at]!.id;
  return { db, draftId, chapterId, texts, take, piece, blockOf, sceneId };
}

test('paragraphs taken one by one, in any order, stand in the draft’s order in one scene', () => {
  const { take, texts } = draftBeside([''], 'One.\n\nTwo.\n\nThree.');
  take('Two');
  expect(texts()).toEqual(['Two.']);
  take('Three');
  take('One');
  expect(texts()).toEqual(['One.\n\nTwo.\n\nThree.']);
});

test('the second part of a draft does not go into the scene that the first has begun to fill', () => {
  const { take, texts } = draftBeside(['', ''], 'One.\n\nTwo.\n\n***\n\nThree.');
  take('One');
  take('Three');
  take('Two');
  expect(texts()).toEqual(['One.\n\nTwo.', 'Three.']);
});

test('a draft is open until the last word of it is taken, and remembers what is', () => {
  const { db, draftId, take } = draftBeside([''], 'One.\n\nTwo.');
  expect(take('One').draft.state).toBe('open');
  expect(getDraft(db, draftId).taken).toHaveLength(1);
  expect(take('Two').draft.state).toBe('accepted');
});

test('accepting all after a part of it does not put that part in twice', () => {
  const { db, draftId, take, texts } = draftBeside([''], 'One.\n\nTwo.\n\nThree.');
  take('Two');
  takePieces(db, { draftId, pieces: 'all' });
  expect(texts()).toEqual(['One.\n\nTwo.\n\nThree.']);
});

test('a selection takes only its own words; the rest of the paragraph can still be taken', () => {
  const { db, draftId, piece, texts } = draftBeside([''], 'One went home. She slept.');
  takePieces(db, { draftId, pieces: [piece('One', 15, 25)] });
  expect(texts()).toEqual(['She slept.']);
  takePieces(db, { draftId, pieces: 'all' });
  expect(texts()[0]).toContain('One went home.');
  expect(texts()[0]!.match(/She slept/gu)).toHaveLength(1);
});

test('at the cursor a paragraph goes behind the one that holds it, and words that stand there stay', () => {
  const { db, draftId, piece, texts, sceneId } = draftBeside(['Mine.\n\nAlso mine.'], 'One.\n\nTwo.');
  const id = sceneId(0);
  const blockId = listChapterScenes(db, getDraft(db, draftId).chapterId)[0]!.document.content[0]!.attrs.id;
  takePieces(db, { draftId, pieces: [piece('One'), piece('Two')], cursor: { sceneId: id, blockId } });
  expect(texts()).toEqual(['Mine.\n\nOne.\n\nTwo.\n\nAlso mine.']);
});

test('the writer’s own choice of places is shown and kept', () => {
  const { db, draftId, sceneId, texts } = draftBeside(['Mine.', ''], 'One.\n\n***\n\nTwo.');
  const chosen = { 0: sceneId(0), 1: 'new' as const };
  expect(viewDraft(db, draftId, chosen).parts.map(({ place }) => place.kind)).toEqual(['follows', 'makes']);
  takePieces(db, { draftId, pieces: 'all', chosen });
  expect(texts()).toEqual(['Mine.\n\nOne.', '', 'Two.']);
});

test('what accepting shows beforehand is what it then does', () => {
  const { db, draftId, texts } = draftBeside(['Mine.', ''], 'One.\n\n***\n\nTwo.');
  expect(viewDraft(db, draftId).parts.map(({ place }) => place.kind)).toEqual(['fills', 'makes']);
  takePieces(db, { draftId, pieces: 'all' });
  expect(texts()).toEqual(['Mine.', 'One.', 'Two.']);
});

test('one undo takes a paragraph back: the scene is empty again and the draft open, with nothing taken', () => {
  const { db, draftId, take, texts } = draftBeside([''], 'One.\n\nTwo.');
  take('One');
  take('Two');
  undoAction(db, undefined);
  expect(texts()).toEqual(['One.']);
  expect(getDraft(db, draftId)).toMatchObject({ state: 'open', taken: [{ start: 0 }] });
  undoAction(db, undefined);
  expect(texts()).toEqual(['']);
  expect(getDraft(db, draftId).taken).toEqual([]);
});

test('after an undo the draft can be taken again at once: nothing of the writer’s was changed', () => {
  const { db, draftId, piece, texts, sceneId } = draftBeside(['Mine.'], 'One.\n\nTwo.');
  takePieces(db, { draftId, pieces: [piece('One')], chosen: { 0: sceneId(0) } });
  expect(texts()).toEqual(['Mine.\n\nOne.']);
  undoAction(db, undefined);
  expect(viewDraft(db, draftId).changedScenes).toEqual([]);
  takePieces(db, { draftId, pieces: 'all' });
  expect(texts()).toEqual(['Mine.', 'One.\n\nTwo.']);
});

test('a discarded draft comes back by an undo', () => {
  const { db, draftId } = draftBeside([''], 'One.');
  discardDraft({ novel: { db } }, draftId);
  expect(getDraft(db, draftId).state).toBe('discarded');
  undoAction(db, undefined);
  expect(getDraft(db, draftId).state).toBe('open');
});

test('a scene the writer has filled meanwhile stops the first taking, and is only added to when they insist', () => {
  const { db, draftId, take, texts, sceneId } = draftBeside([''], 'One.');
  saveScene(db, { id: sceneId(0), document: proseOf('My own words.'), baseRevision: 1 });
  expect(() => take('One')).toThrow(expect.objectContaining({ code: 'SCENE_CHANGED' }));
  expect(viewDraft(db, draftId).changedScenes).toEqual([sceneId(0)]);
  const chosen = { 0: sceneId(0) };
  takePieces(db, { draftId, pieces: 'all', chosen, isForced: true });
  expect(texts()).toEqual(['My own words.\n\nOne.']);
});

test('writing in the scene between two takings does not stop the second', () => {
  const { db, take, texts, sceneId } = draftBeside([''], 'One.\n\nTwo.');
  const [scene] = take('One').scenes;
  const edited = proseOf('Quite another beginning.');
  saveScene(db, { id: sceneId(0), document: edited, baseRevision: scene!.revision });
  take('Two');
  expect(texts()).toEqual(['Quite another beginning.\n\nTwo.']);
});
