import { expect, test } from 'vitest';
import { isAlive, stage, until, willingly } from '../../helpers/crew-session.ts';

const silentOverBeatTwo = {
  answer: (request: Parameters<typeof willingly>[0], calls: (beat: number) => number) =>
    calls(2) === 1 && request.prompt.includes('What happens: Tomas rows')
      ? { ...willingly(request), fault: 'stall' as const, after: 6 }
      : willingly(request),
};

const oneSecond = 1000;

test('a job cancelled while its model says nothing ends within a second and keeps its text', async () => {
  const { session, generate, asked } = await stage(silentOverBeatTwo);
  const id = generate();
  session.jobs.start();
  await asked(2);
  await until(() => session.jobs.getJob(id).partialText.split('The light went down').length === 3);
  const pid = session.jobs.workerPid!;
  const begun = performance.now();
  const job = await session.jobs.cancelJob(id);
  expect(performance.now() - begun).toBeLessThan(oneSecond);
  expect(job.state).toBe('cancelled');
  expect(job.partialText.split('The light went down')).toHaveLength(3);
  expect(session.jobs.workerPid).toBe(pid); // it ended by itself and keeps its models

  session.jobs.resumeJob(id);
  expect((await session.jobs.finished(id)).draftId).not.toBeNull();
});

test('a job cancelled while its worker hangs ends within a second, and the worker is ended with it', async () => {
  const { session, generate, asked } = await stage(silentOverBeatTwo);
  const id = generate();
  session.jobs.start();
  await asked(2);
  const pid = session.jobs.workerPid!;
  process.kill(pid, 'SIGSTOP');
  const begun = performance.now();
  const job = await session.jobs.cancelJob(id);
  expect(performance.now() - begun).toBeLessThan(oneSecond);
  expect(job.state).toBe('cancelled');
  await until(() => !isAlive(pid));

  const next = generate();
  expect((await session.jobs.finished(next)).draftId).not.toBeNull();
});

test('Ctrl-C reaches the workers of a terminal too, and they leave it to their host what ends', async () => {
  const { session, generate, asked } = await stage();
  const id = generate();
  session.jobs.start();
  await asked(1);
  process.kill(session.jobs.workerPid!, 'SIGINT');
  expect(await session.jobs.finished(id)).toMatchObject({ error: null, attempt: 1 });
});

test('a job that waits in the queue is cancelled without a worker', async () => {
  const { session, generate } = await stage();
  const id = generate();
  expect(await session.jobs.cancelJob(id)).toMatchObject({ state: 'cancelled', attempt: 0 });
  expect(session.jobs.workerPid).toBeUndefined();
});
