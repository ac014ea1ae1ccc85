import { expect, test } from 'vitest';
import { commitStep, listSteps } from '../../../src-main/db/job-steps.ts';
import { getJob, requeueJob, saveJobView, takeJob } from '../../../src-main/db/jobs.ts';
import { hashText } from '../../../src-shared/hash-text.ts';
import { queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const running = () => {
  const { db, chapters } = novelFile();
  const { id: jobId, progress } = queueJob(db, { chapterId: chapters[0]!.id });
  takeJob(db, { id: jobId, now: 1 });
  const stepOf = (key: string, output: unknown, endedAt: number) => ({
    key,
    inputHash: hashText(key),
    output,
    startedAt: endedAt - 1,
    endedAt,
  });
  return { db, jobId, progress, stepOf };
};

test('a step comes back as it was committed, in the order steps ended', () => {
  const { db, jobId, progress, stepOf } = running();
  const first = stepOf('plan', { beats: ['She waits.', '她在等。'], score: 0.5, none: null }, 10);
  const second = stepOf('write 1', ['a', 1, true], 20);
  const commit = { jobId, attempt: 1, progress, partialText: '' };
  commitStep(db, { ...commit, step: first });
  commitStep(db, { ...commit, step: second });
  expect(listSteps(db, jobId)).toEqual([first, second]);
});

test('a stale attempt commits neither its step nor its progress', () => {
  const { db, jobId, progress, stepOf } = running();
  requeueJob(db, { jobId, attempt: 1 });
  takeJob(db, { id: jobId, now: 2 });
  const before = getJob(db, jobId);
  const stale = { jobId, attempt: 1, step: stepOf('write 1', 'late', 10), partialText: 'late' };
  expect(() => commitStep(db, { ...stale, progress: { ...progress, fraction: 1 } })).toThrow(
    expect.objectContaining({ code: 'STALE_ATTEMPT' }),
  );
  expect(listSteps(db, jobId)).toEqual([]);
  expect(getJob(db, jobId)).toEqual(before);
});

test('a step that ran again because its input changed takes the place of the old one', () => {
  const { db, jobId, progress, stepOf } = running();
  const commit = { jobId, attempt: 1, progress, partialText: '' };
  commitStep(db, { ...commit, step: stepOf('write 1', 'old', 10) });
  commitStep(db, { ...commit, step: stepOf('write 1', 'new', 20) });
  expect(listSteps(db, jobId).map(({ output }) => output)).toEqual(['new']);
});

test('the next attempt keeps the text of committed steps whole, whatever characters it is made of', () => {
  const { db, jobId, progress, stepOf } = running();
  const settled = 'The 🕯️ burned. 她在等。 é';
  commitStep(db, { jobId, attempt: 1, progress, step: stepOf('write 1', '', 10), partialText: settled });
  saveJobView(db, { jobId, attempt: 1, progress, partialText: `${settled}\n\nhalf a` });
  requeueJob(db, { jobId, attempt: 1 });
  expect(takeJob(db, { id: jobId, now: 3 })?.partialText).toBe(settled);
});
