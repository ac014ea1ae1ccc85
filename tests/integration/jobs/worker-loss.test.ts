import { expect, test } from 'vitest';
import { listSteps } from '../../../src-main/db/job-steps.ts';
import { listModelCalls } from '../../../src-main/db/model-calls.ts';
import { beatCalls, isAlive, stage, until, willingly } from '../../helpers/crew-session.ts';

/** Falls silent the first `silences` times it is asked for the second beat. */
const silentOverBeatTwo =
  (silences: number): NonNullable<NonNullable<Parameters<typeof stage>[0]>['answer']> =>
  (request, calls) => {
    const answer = willingly(request);
    const isBeatTwo = calls(2) > 0 && request.prompt.includes('What happens: Tomas rows');
    return isBeatTwo && calls(2) <= silences ? { ...answer, fault: 'stall', after: 5 } : answer;
  };

test('a worker killed between two beats resumes without paying for the first one twice', async () => {
  const { session, server, generate, asked } = await stage({ answer: silentOverBeatTwo(1) });
  const id = generate();
  session.jobs.start();
  await asked(2);
  const killed = session.jobs.workerPid!;
  process.kill(killed, 'SIGKILL');
  const job = await session.jobs.finished(id);
  expect(job.error).toBeNull();
  expect(job.draftId).not.toBeNull();
  expect(job.attempt).toBe(2);
  expect(beatCalls(server, 1)).toBe(1);
  expect(beatCalls(server, 2)).toBe(2);
  expect(session.jobs.workerPid).not.toBe(killed);
  const keys = listSteps(session.db, id).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['write 1', 'write 2', 'write 3']));
  expect(listModelCalls(session.db, id).filter(({ step }) => step === 'write 1')).toHaveLength(1);
});

test('a job that three workers were lost over is given up, with its steps kept, and can be resumed by hand', async () => {
  const { session, server, generate, asked } = await stage({ answer: silentOverBeatTwo(3) });
  const id = generate();
  session.jobs.start();
  for (const time of [1, 2, 3]) {
    await asked(2, time);
    process.kill(session.jobs.workerPid!, 'SIGKILL');
  }
  const failed = await session.jobs.finished(id);
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'WORKER_DIED' }, attempt: 3 });
  session.jobs.resumeJob(id);
  const resumed = await session.jobs.finished(id);
  expect(resumed.error).toBeNull();
  expect(resumed.draftId).not.toBeNull();
  expect(beatCalls(server, 1)).toBe(1);
});

test('a worker that answers no more is noticed and replaced, and its job goes on', async () => {
  const times = { pingMs: 500, hangMs: 8000 }; // longer than a busy machine takes to load a worker
  const { session, server, generate, asked } = await stage({ times, answer: silentOverBeatTwo(1) });
  const id = generate();
  session.jobs.start();
  await asked(2);
  const hung = session.jobs.workerPid!;
  process.kill(hung, 'SIGSTOP');
  const job = await session.jobs.finished(id);
  expect(job.draftId).not.toBeNull();
  expect(job.attempt).toBe(2);
  expect(beatCalls(server, 1)).toBe(1);
  await until(() => !isAlive(hung));
});

test('a library worker that dies is forked again and the question is asked once more', async () => {
  const { session } = await stage();
  const before = await session.library('findMentions', { text: 'Mara lit the lamp.' });
  const pid = session.libraryPid!;
  process.kill(pid, 'SIGSTOP');
  const asked = session.library('findMentions', { text: 'Mara lit the lamp.' });
  process.kill(pid, 'SIGKILL');
  expect(await asked).toEqual(before);
  expect(session.libraryPid).not.toBe(pid);
});
