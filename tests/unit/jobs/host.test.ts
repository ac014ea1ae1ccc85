import { expect, test } from 'vitest';
import { listSteps } from '../../../src-main/db/job-steps.ts';
import { getDraft } from '../../../src-main/db/drafts.ts';
import { getJob, takeJob } from '../../../src-main/db/jobs.ts';
import { listModelCalls } from '../../../src-main/db/model-calls.ts';
import { attemptOf, fakeHost, settle } from '../../helpers/fake-host.ts';
import { cloudModels, modelCall, outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { proseOf } from '../../helpers/novel-file.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';

const outcome = () => outcomeOf({ document: proseOf('The lamp burned.') });

test('nothing runs, and no worker is forked, before the queue is started', async () => {
  const { host, add, workers } = fakeHost();
  const id = add();
  await settle();
  expect(workers).toHaveLength(0);
  expect(host.getJob(id).state).toBe('queued');
});

test('one job runs at a time, the urgent one first, and the worker is kept between them', async () => {
  const { host, add, worker, workers } = fakeHost();
  const [second, first, third] = [add(), add(10), add()];
  host.start();
  for (const id of [first, second, third]) {
    await settle();
    expect(worker().got('job-start').at(-1)?.job.id).toBe(id);
    expect(host.listJobs().filter(({ state }) => state === 'running')).toHaveLength(1);
    worker().say(attemptOf(id!, 1).over(outcome()));
  }
  await settle();
  expect(workers).toHaveLength(1);
  expect(host.listJobs().map(({ state }) => state)).toEqual(['success', 'success', 'success']);
});

test('only the job that was named runs when one is named', async () => {
  const { host, add, worker } = fakeHost();
  const other = add(10);
  const id = add();
  host.start(id);
  await settle();
  worker().say(attemptOf(id, 1).over(outcome()));
  await settle();
  expect(
    worker()
      .got('job-start')
      .map(({ job }) => job.id),
  ).toEqual([id]);
  expect(host.getJob(other).state).toBe('queued');
});

test('a step is in the file before its worker may go on', async () => {
  const { host, db, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  const say = attemptOf(id, 1);
  worker().say(say.end('plan', { beats: 3 }));
  expect(worker().got('step-committed')).toEqual([{ type: 'step-committed', jobId: id, key: 'plan' }]);
  expect(listSteps(db, id).map(({ output }) => output)).toEqual([{ beats: 3 }]);
});

test('a step-end of an attempt that was replaced is refused: not kept, not acknowledged', async () => {
  const { host, db, add, worker, workers } = fakeHost();
  const id = add();
  host.start();
  await settle();
  workers[0]!.exit(null);
  await settle();
  expect(worker().got('job-start')[0]?.job.attempt).toBe(2);
  worker().say(attemptOf(id, 1).end('plan'));
  workers[0]!.say(attemptOf(id, 2).end('plan')); // the right number, but out of a worker that is gone
  expect(listSteps(db, id)).toEqual([]);
  expect(worker().got('step-committed')).toEqual([]);
  worker().say(attemptOf(id, 1).over(outcome()));
  expect(host.getJob(id).state).toBe('running');
});

test('a lost worker is forked again and the job resumes from its committed steps', async () => {
  const { host, add, worker, workers } = fakeHost();
  const id = add();
  host.start();
  await settle();
  worker().say(attemptOf(id, 1).end('plan'));
  worker().exit(1);
  await settle();
  expect(workers).toHaveLength(2);
  expect(worker().got('job-start')[0]).toMatchObject({ job: { attempt: 2 }, steps: [{ key: 'plan' }] });
});

test('three workers lost in a row without a new step fail the job; a step in between starts the count anew', async () => {
  const { host, add, worker } = fakeHost();
  const id = add();
  host.start();
  for (const attempt of [1, 2, 3, 4]) {
    await settle();
    expect(host.getJob(id)).toMatchObject({ state: 'running', attempt });
    if (attempt === 2) worker().say(attemptOf(id, attempt).end('plan'));
    worker().exit(null);
  }
  await settle();
  expect(host.getJob(id)).toMatchObject({ state: 'failed', attempt: 4, error: { code: 'WORKER_DIED' } });
});

test('a worker that says why it cannot run is not forked in vain', async () => {
  const { host, add, worker, workers } = fakeHost();
  const id = add();
  host.start();
  await settle();
  worker().say({ type: 'failing', error: { code: 'NOVEL_DAMAGED', data: { reason: 'x' }, detail: null } });
  worker().exit(1);
  await settle();
  expect(workers).toHaveLength(1);
  expect(host.getJob(id)).toMatchObject({ state: 'failed', error: { code: 'NOVEL_DAMAGED' } });
});

test('a crash that left words behind is still a crash: the job is tried again, and fails with those words', async () => {
  const { host, add, worker, workers } = fakeHost();
  const id = add();
  host.start();
  for (const attempt of [1, 2, 3]) {
    await settle();
    expect(host.getJob(id).attempt).toBe(attempt);
    worker().say({
      type: 'failing',
      error: { code: 'INTERNAL', data: { reason: 'out of memory' }, detail: null },
    });
    worker().exit(1);
  }
  await settle();
  expect(workers).toHaveLength(3);
  expect(host.getJob(id)).toMatchObject({ state: 'failed', error: { data: { reason: 'out of memory' } } });
});

test('a job whose end could not be written is not stuck: it can be resumed or cancelled', async () => {
  const { host, db, add, worker } = fakeHost();
  const ids = [add(), add()];
  host.start();
  const full =
    "CREATE TRIGGER full BEFORE UPDATE OF state ON job BEGIN SELECT RAISE(ABORT, 'disk full'); END";
  await settle();
  db.exec(full);
  const [waiting, next] = ids.map((id) => host.finished(id));
  worker().say(attemptOf(ids[0]!, 1).over(outcome()));
  expect(await waiting).toMatchObject({ state: 'failed', error: { code: 'DATABASE_FAILED' } });
  expect(await next).toMatchObject({ state: 'failed', error: { code: 'DATABASE_FAILED' } });
  db.exec('DROP TRIGGER full');
  expect(host.getJob(ids[1]!).state).toBe('queued'); // it waits for the next start
  expect(await host.cancelJob(ids[0]!)).toMatchObject({ state: 'cancelled' });
  expect(host.resumeJob(ids[0]!).state).toBe('queued');
});

test('a failed job lets the next one run and keeps its own error', async () => {
  const { host, add, worker } = fakeHost();
  const [bad, good] = [add(1), add()];
  host.start();
  await settle();
  worker().say(attemptOf(bad!, 1).failed('MODEL_UNREACHABLE'));
  await settle();
  expect(host.getJob(bad!)).toMatchObject({
    state: 'failed',
    error: { code: 'MODEL_UNREACHABLE', data: { host: 'nowhere' } },
  });
  expect(host.getJob(good!).state).toBe('running');
});

test('an outcome of the wrong shape fails the job instead of the program', async () => {
  const { host, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  worker().say(attemptOf(id, 1).over({ state: 'success' }));
  expect(host.getJob(id)).toMatchObject({ state: 'failed', error: { code: 'JOB_STEP_INVALID' } });
});

test('a step that cannot be kept ends the attempt: its worker must not go on as if it had been', async () => {
  const { host, db, add, worker } = fakeHost();
  const id = add();
  host.start();
  await settle();
  db.exec('DROP TABLE job_step');
  worker().say(attemptOf(id, 1).end('plan'));
  expect(worker().got('step-committed')).toEqual([]);
  expect(worker().got('job-cancel')).toEqual([{ type: 'job-cancel', jobId: id }]);
  expect(host.getJob(id).state).toBe('failed');
});

test('a job begun by another recipe asks a human and keeps what it has', async () => {
  const { host, db, add, worker, open } = fakeHost();
  const id = add();
  host.start();
  await settle();
  worker().say(attemptOf(id, 1).end('plan'));
  await host.close();
  const newer = open('write-chapter@2');
  newer.start();
  expect(await newer.finished(id)).toMatchObject({
    state: 'needs_human',
    error: { code: 'JOB_RECIPE_CHANGED', data: { found: 'write-chapter@1', known: 'write-chapter@2' } },
  });
  expect(listSteps(db, id).map(({ key }) => key)).toEqual(['plan']);
  expect(() => newer.resumeJob(id)).toThrow(expect.objectContaining({ code: 'JOB_NOT_RESUMABLE' }));
});

test('a job a dead host left running waits in the queue again, one that costs money waits for a word', () => {
  const { db, chapters, open } = fakeHost();
  const chapterId = chapters[0]!.id;
  const free = queueJob(db, { chapterId }).id;
  const paid = queueJob(db, { chapterId, models: cloudModels }).id;
  for (const id of [free, paid]) takeJob(db, { id, now: 1 });
  const host = open();
  expect(host.getJob(free)).toMatchObject({ state: 'queued', attempt: 1 });
  expect(host.getJob(paid)).toMatchObject({ state: 'needs_human', error: { code: 'JOB_INTERRUPTED' } });
  expect(host.resumeJob(paid).state).toBe('queued');
});

test('a worker that ignores a cancel is ended, and its last words change nothing', async () => {
  const { host, db, add, workers } = fakeHost({ times: { graceMs: 20 } });
  const id = add();
  host.start();
  await settle();
  workers[0]!.say(attemptOf(id, 1).text('write 1', 'She lit the lamp'));
  const job = await host.cancelJob(id);
  expect(job).toMatchObject({ state: 'cancelled', partialText: 'She lit the lamp' });
  expect(workers[0]!.isKilled).toBe(true);
  workers[0]!.say(attemptOf(id, 1).over(outcome()));
  const kept = getJob(db, id);
  expect(kept.state).toBe('cancelled');
  expect(textOfDocument(getDraft(db, kept.draftId!).document)).toBe(job.partialText); // what it had written, no more
});

test('a worker that obeys a cancel is kept with its models', async () => {
  const { host, add, workers } = fakeHost();
  const id = add();
  host.start();
  await settle();
  const cancelling = host.cancelJob(id);
  expect(workers[0]!.got('job-cancel')).toHaveLength(1);
  workers[0]!.say(attemptOf(id, 1).cancelled());
  expect((await cancelling).state).toBe('cancelled');
  expect(workers[0]!.isKilled).toBe(false);
});

test('closing puts a running job back into the queue and hears the leaving worker out', async () => {
  const { host, db, add, workers } = fakeHost();
  const id = add();
  host.start();
  await settle();
  const worker = workers[0]!;
  const waiting = expect(host.finished(id)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  const closing = host.close();
  worker.say({ type: 'model-call', jobId: id, attempt: 1, call: modelCall('write 1') });
  worker.say(attemptOf(id, 1).cancelled());
  await closing;
  await waiting;
  expect(getJob(db, id).state).toBe('queued');
  expect(listModelCalls(db, id)).toHaveLength(1);
});

test('what a worker found out about this machine is told to the next one', async () => {
  const { host, add, worker, workers, exams } = fakeHost();
  const [first, second] = [add(1), add()];
  host.start();
  await settle();
  const result = { model: 'm', layer: 'style', planted: 12, found: 3, clean: 20, accused: 9 } as const;
  worker().say({ type: 'remember', name: 'threads/m', value: { writing: 1, reading: 2 } });
  worker().say({
    type: 'exam',
    jobId: first!,
    attempt: 1,
    result: { ...result, passed: false, takenAt: 5 },
  });
  worker().say(attemptOf(first!, 1).over(outcome()));
  workers[0]!.exit(0);
  await settle();
  const start = worker().got('job-start').at(-1);
  expect(start).toMatchObject({
    job: { id: second },
    remembered: { 'threads/m': { writing: 1, reading: 2 } },
    exams: [result],
  });
  expect(exams).toHaveLength(1);
});

test('a question to the library is answered to the worker that asked, with the error it ended in', async () => {
  const askLibrary = (request: { route: string }) =>
    request.route === 'findMentions' ? Promise.resolve(['Mara']) : Promise.reject(new Error('no index'));
  const { host, add, worker } = fakeHost({ askLibrary });
  add();
  host.start();
  await settle();
  worker().say({ type: 'request', id: 7, request: { route: 'findMentions', input: { text: 'Mara' } } });
  worker().say({ type: 'request', id: 8, request: { route: 'listStale', input: {} } });
  await settle();
  expect(worker().got('reply')).toMatchObject([
    { id: 7, reply: { ok: true, data: ['Mara'] } },
    { id: 8, reply: { ok: false, error: { code: 'INTERNAL', data: { reason: 'no index' } } } },
  ]);
});

test('waiting for a job that is over answers at once, and a signal ends a wait', async () => {
  const { host, add, worker } = fakeHost();
  const id = add();
  const stop = new AbortController();
  const ended = expect(host.finished(id, stop.signal)).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
  stop.abort();
  await ended;
  host.start();
  await settle();
  worker().say(attemptOf(id, 1).over(outcome()));
  expect((await host.finished(id)).state).toBe('success');
});
