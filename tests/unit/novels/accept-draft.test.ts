import { expect, test } from 'vitest';
import { commitOutcome } from '../../../src-main/db/job-outcomes.ts';
import { takeJob } from '../../../src-main/db/jobs.ts';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { createScene } from '../../../src-main/db/outline-edits.ts';
import { listReviews } from '../../../src-main/db/reviews.ts';
import { listChapterScenes, saveScene } from '../../../src-main/db/scenes.ts';
import { getVersion, listVersions } from '../../../src-main/db/versions.ts';
import { acceptDraft, discardDraft } from '../../../src-main/novels/accept-draft.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

/** A chapter whose scenes hold these texts ("" for an empty one), and an open draft of this text beside them. */
function draftBeside({ scenes, draft }: { scenes: readonly string[]; draft: string }) {
  const { db, chapters } = novelFile({ text: [[['Elsewhere.'], []]] });
  const chapterId = chapters[1]!.id;
  for (const text of scenes)
    createScene(db, { chapterId, ...(text === '' ? {} : { document: proseOf(text) }) });
  const { id: jobId, progress } = queueJob(db, { chapterId });
  takeJob(db, { id: jobId, now: 1 });
  const before = listChapterScenes(db, chapterId);
  const bases = before.map(({ id: sceneId, revision }) => ({ sceneId, revision }));
  const outcome = outcomeOf({ document: proseOf(draft), bases });
  commitOutcome(db, { jobId, attempt: 1, outcome, progress, partialText: '', now: 2 });
  const draftId = outcome.draft!.id;
  const texts = () => listChapterScenes(db, chapterId).map(({ document }) => textOfDocument(document));
  return { db, work: { novel: { db } }, chapterId, jobId, draftId, before, texts };
}

test.each([
  { case: 'one part fills the empty scene', scenes: [''], draft: 'One.', after: ['One.'] },
  {
    case: 'parts fill the empty scenes in order',
    scenes: ['', ''],
    draft: 'One.\n\n***\n\nTwo.',
    after: ['One.', 'Two.'],
  },
  {
    case: 'more parts than scenes make new scenes',
    scenes: [''],
    draft: 'One.\n\n***\n\nTwo.\n\n***\n\nThree.',
    after: ['One.', 'Two.', 'Three.'],
  },
  {
    case: 'a scene with words is never overwritten',
    scenes: ['Mine.'],
    draft: 'One.\n\n***\n\nTwo.',
    after: ['Mine.', 'One.', 'Two.'],
  },
  {
    case: 'empty scenes around one with words are filled, the rest goes to the end',
    scenes: ['', 'Mine.', ''],
    draft: 'One.\n\n***\n\nTwo.\n\n***\n\nThree.',
    after: ['One.', 'Mine.', 'Two.', 'Three.'],
  },
  { case: 'fewer parts leave scenes empty', scenes: ['', ''], draft: 'One.', after: ['One.', ''] },
  { case: 'a chapter without scenes gets them', scenes: [], draft: 'One.', after: ['One.'] },
  {
    case: 'breaks at the ends and in a row make no empty scenes',
    scenes: [''],
    draft: '***\n\nOne.\n\n***\n\n***\n\nTwo.\n\n***',
    after: ['One.', 'Two.'],
  },
])('$case', ({ scenes, draft, after }) => {
  const { work, draftId, texts } = draftBeside({ scenes, draft });
  acceptDraft(work, draftId);
  expect(texts()).toEqual(after);
});

test('every scene keeps what stood there and what the draft made of it, under the job’s name', () => {
  const { db, work, draftId, jobId } = draftBeside({ scenes: [''], draft: 'One.\n\n***\n\nTwo.' });
  const { scenes } = acceptDraft(work, draftId);
  const kept = scenes.map(({ id }) =>
    listVersions(db, id)
      .filter(({ reason }) => reason === 'accept')
      .map((version) => [version.createdBy, textOfDocument(getVersion(db, version.id).document)]),
  );
  expect(kept).toEqual([
    [
      [jobId, 'One.'],
      ['writer', ''],
    ],
    [[jobId, 'Two.']],
  ]);
});

test('a scene that was changed since is named, and nothing at all is written', () => {
  const { db, work, draftId, before, texts } = draftBeside({
    scenes: ['', 'Mine.'],
    draft: 'One.\n\n***\n\nTwo.',
  });
  const { id, revision } = before[1]!;
  saveScene(db, { id, document: proseOf('Mine, again.'), baseRevision: revision });
  expect(() => acceptDraft(work, draftId)).toThrow(
    expect.objectContaining({ code: 'SCENE_CHANGED', data: expect.objectContaining({ id }) as unknown }),
  );
  expect(texts()).toEqual(['', 'Mine, again.']);
  expect(getDraft(db, draftId).state).toBe('open');
});

test('a scene the writer filled meanwhile is not overwritten even though it was empty when the draft began', () => {
  const { db, work, draftId, before, texts } = draftBeside({ scenes: [''], draft: 'One.' });
  const { id, revision } = before[0]!;
  saveScene(db, { id, document: proseOf('My own words.'), baseRevision: revision });
  expect(() => acceptDraft(work, draftId)).toThrow(expect.objectContaining({ code: 'SCENE_CHANGED' }));
  expect(texts()).toEqual(['My own words.']);
});

test('a draft is accepted once, and not after it was discarded', () => {
  const first = draftBeside({ scenes: [''], draft: 'One.' });
  expect(acceptDraft(first.work, first.draftId).draft.state).toBe('accepted');
  const closed = (state: string) =>
    expect.objectContaining({ code: 'DRAFT_CLOSED', data: expect.objectContaining({ state }) as unknown });
  expect(() => acceptDraft(first.work, first.draftId)).toThrow(closed('accepted'));
  expect(() => discardDraft(first.work, first.draftId)).toThrow(closed('accepted'));

  const second = draftBeside({ scenes: [''], draft: 'One.' });
  expect(discardDraft(second.work, second.draftId).draft.state).toBe('discarded');
  expect(() => acceptDraft(second.work, second.draftId)).toThrow(closed('discarded'));
  expect(second.texts()).toEqual(['']);
});

test('findings and patches of the draft follow their paragraph into its scene', () => {
  const { db, work, draftId, jobId } = draftBeside({ scenes: ['Mine.'], draft: 'One.\n\n***\n\nTwo.' });
  const { scenes } = acceptDraft(work, draftId);
  const style = listReviews(db, jobId)[0]?.layers.find(({ layer }) => layer === 'style');
  const target = { kind: 'scene', sceneId: scenes[0]!.id };
  expect(style?.issues[0]?.anchor).toMatchObject({ target, quote: 'One.' });
  expect(style?.patches[0]?.anchor).toMatchObject({ target, quote: 'One.' });
});

test('a filled scene counts as a draft in the outline, with its words', () => {
  const { work, draftId } = draftBeside({ scenes: [''], draft: 'One two three.' });
  expect(acceptDraft(work, draftId).scenes[0]).toMatchObject({ status: 'draft', wordCount: 3, revision: 2 });
});
