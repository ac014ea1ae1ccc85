import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listSteps } from '../../../src-main/db/job-steps.ts';
import { generateChapter } from '../../../src-main/novels/generate-chapter.ts';
import {
  beatCalls,
  chapterWish,
  isAlive,
  novelAndServer,
  sessionAt,
  until,
  willingly,
} from '../../helpers/crew-session.ts';

const program = fileURLToPath(new URL('../../helpers/host-program.ts', import.meta.url));

interface Workers {
  readonly key: string;
  readonly crew: number;
  readonly library?: number;
}

/** A host in a process of its own, and what it last said of its workers. */
function startHost(path: string) {
  const host = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Workers[] = [];
  createInterface(host.stdout).on('line', (line) => said.push(JSON.parse(line) as Workers));
  const ended = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  return { pid: host.pid!, said, ended };
}

test('a host killed in the middle of a job takes its workers along, and the next one finishes the job', async () => {
  const { path, server, chapterId, models } = await novelAndServer((request, calls) => {
    const isFirstSecondBeat = calls(2) === 1 && request.prompt.includes('What happens: Tomas rows');
    return isFirstSecondBeat ? { ...willingly(request), fault: 'stall', after: 6 } : willingly(request);
  });
  const planning = await sessionAt(path);
  const id = generateChapter(planning, { ...chapterWish(chapterId), models });
  await planning.close();

  const host = startHost(path);
  await until(() => beatCalls(server, 2) === 1);
  process.kill(host.pid, 'SIGKILL');
  await host.ended;
  const { crew, library } = host.said.at(-1)!;
  await until(() => !isAlive(crew) && (library === undefined || !isAlive(library)));

  const session = await sessionAt(path);
  expect(session.jobs.getJob(id).state).toBe('queued');
  expect(listSteps(session.db, id).map(({ key }) => key)).toContain('write 1');
  session.jobs.start();
  const job = await session.jobs.finished(id);
  expect(job.error).toBeNull();
  expect(job.draftId).not.toBeNull();
  expect(job.attempt).toBe(2);
  expect(beatCalls(server, 1)).toBe(1);
  expect(beatCalls(server, 2)).toBe(2);
  expect(job.partialText.match(/nobody spoke of it/g)?.length).toBe(3); // no beat stands in it twice
});

test('a session that is closed in the middle of a job leaves it queued, and nothing of it is paid for twice', async () => {
  const { path, server, chapterId, models } = await novelAndServer((request, calls) => {
    const isFirstSecondBeat = calls(2) === 1 && request.prompt.includes('What happens: Tomas rows');
    return isFirstSecondBeat ? { ...willingly(request), fault: 'stall', after: 6 } : willingly(request);
  });
  const first = await sessionAt(path);
  const id = generateChapter(first, { ...chapterWish(chapterId), models });
  first.jobs.start();
  const waiting = first.jobs.finished(id).catch((error: Error) => error.name);
  await until(() => beatCalls(server, 2) === 1);
  await first.close();
  expect(await waiting).toBe('AbortError');

  const second = await sessionAt(path);
  expect(second.jobs.getJob(id).state).toBe('queued');
  second.jobs.start();
  expect((await second.jobs.finished(id)).draftId).not.toBeNull();
  expect(beatCalls(server, 1)).toBe(1);
});
