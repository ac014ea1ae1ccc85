import { expect, test } from 'vitest';
import {
  getJob,
  insertJob,
  listQueuedJobs,
  requeueJob,
  requireAttempt,
  resumeJob,
  saveJobView,
  stopJob,
  stopQueuedJob,
  takeJob,
} from '../../../src-main/db/jobs.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { localModels, queueJob, writing } from '../../helpers/job-fixtures.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const setUp = () => {
  const { db, chapters } = novelFile();
  const chapterId = chapters[0]!.id;
  return { db, chapterId };
};

test('the queue runs the highest priority first and equal ones in the order they came', () => {
  const { db, chapterId } = setUp();
  const late = queueJob(db, { chapterId, now: 30 }).id;
  const early = queueJob(db, { chapterId, now: 10 }).id;
  const urgent = queueJob(db, { chapterId, now: 40, priority: 5 }).id;
  const idle = queueJob(db, { chapterId, now: 1, priority: -1 }).id;
  expect(listQueuedJobs(db).map(({ id }) => id)).toEqual([urgent, early, late, idle]);
});

test('a job comes back with everything it was queued with', () => {
  const { db, chapterId } = setUp();
  const id = newId<JobId>();
  const input = writing(chapterId);
  insertJob(db, { id, input, priority: 3, models: localModels, recipe: 'write-chapter@1', now: 7 });
  expect(getJob(db, id)).toEqual({
    id,
    input,
    state: 'queued',
    priority: 3,
    models: localModels,
    recipe: 'write-chapter@1',
    attempt: 0,
    progress: { agent: null, step: null, fraction: 0, tokensPerSecond: null, waiting: null },
    partialText: '',
    draftId: null,
    error: null,
    createdAt: 7,
    startedAt: null,
    endedAt: null,
  });
});

test('a job is taken by one worker only, and each taking is a new attempt', () => {
  const { db, chapterId } = setUp();
  const { id } = queueJob(db, { chapterId });
  expect(takeJob(db, { id, now: 5 })).toMatchObject({ state: 'running', attempt: 1, startedAt: 5 });
  expect(takeJob(db, { id, now: 6 })).toBeNull();
  requeueJob(db, { jobId: id, attempt: 1 });
  expect(takeJob(db, { id, now: 9 })).toMatchObject({ attempt: 2, startedAt: 5 });
});

test('an earlier attempt can neither show, end nor requeue a job that another worker has by now', () => {
  const { db, chapterId } = setUp();
  const { id } = queueJob(db, { chapterId });
  takeJob(db, { id, now: 1 });
  requeueJob(db, { jobId: id, attempt: 1 });
  takeJob(db, { id, now: 2 });
  const stale = { jobId: id, attempt: 1 };
  const before = getJob(db, id);
  const refused = expect.objectContaining({ code: 'STALE_ATTEMPT' });
  const { progress } = before;
  expect(() => requireAttempt(db, stale)).toThrow(refused);
  expect(() => saveJobView(db, { ...stale, progress, partialText: 'old' })).toThrow(refused);
  expect(() => stopJob(db, { ...stale, state: 'failed', error: null, now: 3 })).toThrow(refused);
  expect(() => requeueJob(db, stale)).toThrow(refused);
  expect(getJob(db, id)).toEqual(before);
});

test('nothing is written for a job that has ended, even by its own last attempt', () => {
  const { db, chapterId } = setUp();
  const { id } = queueJob(db, { chapterId });
  takeJob(db, { id, now: 1 });
  stopJob(db, { jobId: id, attempt: 1, state: 'cancelled', error: null, now: 2 });
  const refused = expect.objectContaining({ code: 'STALE_ATTEMPT' });
  expect(() => requireAttempt(db, { jobId: id, attempt: 1 })).toThrow(refused);
  expect(getJob(db, id)).toMatchObject({ state: 'cancelled', endedAt: 2 });
});

test('the text of a step that never committed is not carried into the next attempt', () => {
  const { db, chapterId } = setUp();
  const { id, progress } = queueJob(db, { chapterId });
  takeJob(db, { id, now: 1 });
  saveJobView(db, { jobId: id, attempt: 1, progress, partialText: 'half a step' });
  expect(getJob(db, id).partialText).toBe('half a step');
  requeueJob(db, { jobId: id, attempt: 1 });
  expect(takeJob(db, { id, now: 2 })?.partialText).toBe('');
});

test.each([
  { state: 'failed', error: { code: 'WORKER_DIED', data: {} }, isResumable: true },
  { state: 'cancelled', error: null, isResumable: true },
  { state: 'needs_human', error: { code: 'JOB_INTERRUPTED', data: {} }, isResumable: true },
  { state: 'needs_human', error: { code: 'JOB_RECIPE_CHANGED', data: {} }, isResumable: false },
  { state: 'needs_human', error: null, isResumable: false }, // its outcome stands
] as const)('$state with $error.code is resumable: $isResumable', ({ state, error, isResumable }) => {
  const { db, chapterId } = setUp();
  const { id } = queueJob(db, { chapterId });
  stopQueuedJob(db, { jobId: id, state, error, now: 2 });
  if (isResumable) {
    expect(resumeJob(db, id)).toMatchObject({ state: 'queued', error: null, endedAt: null });
    return;
  }
  expect(() => resumeJob(db, id)).toThrow(expect.objectContaining({ code: 'JOB_NOT_RESUMABLE' }));
  expect(getJob(db, id).state).toBe(state);
});

test('a job that was interrupted and waits again may be resumed by name; one that runs may not', () => {
  const { db, chapterId } = setUp();
  const { id } = queueJob(db, { chapterId });
  const refused = expect.objectContaining({ code: 'JOB_NOT_RESUMABLE' });
  expect(resumeJob(db, id).state).toBe('queued');
  takeJob(db, { id, now: 1 });
  expect(() => resumeJob(db, id)).toThrow(refused);
});

test('a job that is not there is named as missing', () => {
  const { db } = setUp();
  expect(() => getJob(db, newId<JobId>())).toThrow(expect.objectContaining({ code: 'JOB_NOT_FOUND' }));
});
