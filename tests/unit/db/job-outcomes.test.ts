import { expect, test } from 'vitest';
import { getDraft, listDrafts } from '../../../src-main/db/drafts.ts';
import { commitOutcome, getOutcome } from '../../../src-main/db/job-outcomes.ts';
import { getJob, takeJob } from '../../../src-main/db/jobs.ts';
import { listReviews, setPatchState } from '../../../src-main/db/reviews.ts';
import { outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

const running = () => {
  const { db, chapters, scenes } = novelFile();
  const chapterId = chapters[0]!.id;
  const { id: jobId, progress } = queueJob(db, { chapterId });
  takeJob(db, { id: jobId, now: 1 });
  const bases = [{ sceneId: scenes[0]!.id, revision: 1 }];
  const outcome = outcomeOf({ document: proseOf('The lamp burned.\n\nThe lamp went out.'), bases });
  const commit = { jobId, attempt: 1, outcome, progress, partialText: 'The lamp burned.', now: 99 };
  return { db, jobId, chapterId, outcome, commit };
};

test('what a crew returned comes back whole: draft, reviews with findings and patches, beats', () => {
  const { db, jobId, chapterId, outcome, commit } = running();
  expect(commitOutcome(db, commit)).toMatchObject({
    state: 'success',
    draftId: outcome.draft?.id,
    endedAt: 99,
  });
  const kept = getOutcome(db, jobId);
  expect(kept).toMatchObject({ beats: outcome.beats, exams: [], receipts: [], reviews: outcome.reviews });
  expect(kept?.draft).toEqual({
    ...outcome.draft,
    target: null,
    taken: [],
    earlier: [],
    jobId,
    chapterId,
    state: 'open',
    createdAt: 99,
    updatedAt: 99,
  });
  expect(listDrafts(db, chapterId).map(({ id }) => id)).toEqual([outcome.draft?.id]);
});

test('a layer that nothing evaluated keeps no score: unknown does not become 0', () => {
  const { db, jobId, commit } = running();
  commitOutcome(db, commit);
  const [review] = listReviews(db, jobId);
  expect(review?.layers.map(({ layer, score }) => [layer, score])).toEqual([
    ['structural', 82.5],
    ['character', null],
    ['style', 82.5],
    ['technical', 82.5],
  ]);
});

test('an outcome of a stale attempt leaves no draft and no finding behind', () => {
  const { db, jobId, outcome, commit } = running();
  expect(() => commitOutcome(db, { ...commit, attempt: 0 })).toThrow(
    expect.objectContaining({ code: 'STALE_ATTEMPT' }),
  );
  expect(getOutcome(db, jobId)).toBeNull();
  expect(listReviews(db, jobId)).toEqual([]);
  expect(() => getDraft(db, outcome.draft!.id)).toThrow(expect.objectContaining({ code: 'DRAFT_NOT_FOUND' }));
  expect(getJob(db, jobId).state).toBe('running');
});

test('an outcome that breaks half-way is not kept by halves', () => {
  const { db, jobId, outcome, commit } = running();
  const twice = { ...outcome, reviews: [...outcome.reviews, ...outcome.reviews] }; // the same round twice
  expect(() => commitOutcome(db, { ...commit, outcome: twice })).toThrow();
  expect(listReviews(db, jobId)).toEqual([]);
  expect(getJob(db, jobId)).toMatchObject({ state: 'running', draftId: null });
});

test('what became of a patch is remembered', () => {
  const { db, jobId, outcome, commit } = running();
  commitOutcome(db, commit);
  const { id } = outcome.reviews[0]!.layers[2]!.patches[0]!;
  expect(setPatchState(db, { id, state: 'accepted' })).toBe(true);
  expect(listReviews(db, jobId)[0]?.layers[2]?.patches[0]?.state).toBe('accepted');
});
