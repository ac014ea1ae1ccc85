import { afterEach } from 'vitest';
import { createJobHost, type JobHost } from '../../src-main/jobs/host.ts';
import type { FromWorker, JobMessage } from '../../src-main/jobs/protocol.ts';
import { usualTimes, type WorkerTimes } from '../../src-main/jobs/worker-slot.ts';
import { noLog } from '../../src-main/services/log.ts';
import type { Accounts } from '../../src-main/services/accounts.ts';
import type { MachineMemory } from '../../src-main/services/machine-memory.ts';
import type { LibraryRequest } from '../../src-main/retrieval/requests.ts';
import { hashText } from '../../src-shared/hash-text.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import type { JobEvent } from '../../src-shared/domain/job.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import { fakeFork } from './fake-worker.ts';
import { localModels, writing } from './job-fixtures.ts';
import { novelFile } from './novel-file.ts';
import { plainEmbedding } from './plain-embedding.ts';

export interface FakeHostOptions {
  readonly times?: Partial<WorkerTimes>;
  readonly recipe?: string;
  readonly askLibrary?: (request: LibraryRequest) => Promise<unknown>;
}

const hosts: JobHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

/** Accounts that let every call through and keep nothing. */
export const noAccounts: Accounts = {
  answer: () => 1,
  note: () => undefined,
  lose: () => undefined,
  loseEmbedding: () => undefined,
  hostLimits: () => ({}),
  close: () => undefined,
};

/** A host on a real novel file whose workers a test plays itself. */
export function fakeHost({ times = {}, recipe = 'write-chapter@1', askLibrary }: FakeHostOptions = {}) {
  const file = novelFile();
  const { fork, workers } = fakeFork();
  const exams: ExamResult[] = [];
  const remembered: Record<string, unknown> = {};
  const memory: MachineMemory = {
    listExams: () => exams,
    keepExam: (result) => void exams.push(result),
    listRemembered: () => ({ ...remembered }),
    remember: (name, value) => void (remembered[name] = value),
    close: () => undefined,
  };
  const open = (version = recipe): JobHost => {
    const host = createJobHost({
      db: file.db,
      fork,
      log: noLog,
      memory,
      accounts: noAccounts,
      times: { ...usualTimes, ...times },
      settings: { role: 'crew', novelPath: file.path, embedding: plainEmbedding() },
      recipes: {
        'write-chapter': version,
        'review-novel': 'review-novel@1',
        'review-chapter': 'review-chapter@1',
        'help-passage': 'help-passage@1',
      },
      askLibrary: askLibrary ?? (() => Promise.reject(new Error('nobody is asked'))),
      keysOf: () => ({}),
      declarations: () => null,
    });
    hosts.push(host);
    return host;
  };
  const host = open();
  const events: JobEvent[] = [];
  host.subscribe((event) => events.push(event));
  const chapterId = file.chapters[0]!.id;
  const add = (priority = 0) => host.addJob({ input: writing(chapterId), models: localModels, priority });
  const worker = () => workers.at(-1)!;
  return { ...file, host, workers, events, exams, memory, add, open, worker };
}

/** The messages of one attempt at a job. */
export function attemptOf(jobId: JobId, attempt: number) {
  const of = { jobId, attempt };
  return {
    start: (key: string): JobMessage => ({ ...of, type: 'step-start', key, agent: 'writer' }),
    text: (key: string, text: string): JobMessage => ({ ...of, type: 'text-delta', key, text }),
    end: (key: string, output: unknown = key): FromWorker => ({
      ...of,
      type: 'step-end',
      key,
      inputHash: hashText(key),
      output,
      startedAt: 1,
      endedAt: 2,
    }),
    progress: (fraction: number): JobMessage => ({
      ...of,
      type: 'progress',
      progress: { agent: 'writer', step: 'write 1', fraction, tokensPerSecond: null, waiting: null },
    }),
    over: (outcome: unknown): JobMessage => ({
      ...of,
      type: 'job-end',
      end: { state: 'success', outcome },
    }),
    failed: (code: 'MODEL_UNREACHABLE'): JobMessage => ({
      ...of,
      type: 'job-end',
      end: { state: 'failed', error: { code, data: { host: 'nowhere' }, detail: null } },
    }),
    cancelled: (): JobMessage => ({ ...of, type: 'job-end', end: { state: 'cancelled' } }),
  };
}

/** Lets everything that is due now happen. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
