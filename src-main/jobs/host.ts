import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobEvent, JobInput } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import * as rows from '../db/jobs.ts';
import { listSteps } from '../db/job-steps.ts';
import { newId } from '../services/ids.ts';
import { createCrewLine, type CrewLineOptions } from './crew-line.ts';
import { createJobFeed } from './job-feed.ts';
import { createJobRun, type JobRun } from './job-run.ts';
import { recoverJobs } from './recover-jobs.ts';

export interface NewJobRequest {
  readonly input: JobInput;
  readonly models: ModelChoice;
  readonly priority?: number;
}

/** The queue of one open novel and the worker that works it off, one job at a time. */
export interface JobHost {
  /** Puts a job into the queue and answers its id at once. */
  addJob(request: NewJobRequest): JobId;
  /** Begins to work the queue off, or only one of its jobs; nothing runs before. */
  start(only?: JobId): void;
  /** A job as it is this moment. Throws JOB_NOT_FOUND. */
  getJob(id: JobId): Job;
  /** A job and the number of the last event that it already holds. */
  getSnapshot(id: JobId): { readonly job: Job; readonly seq: number };
  /** All jobs, the newest first. */
  listJobs(): readonly Job[];
  /** Ends a job within a second; its text so far is kept. A job that has ended stays as it is. */
  cancelJob(id: JobId): Promise<Job>;
  /** Lets an ended job go on after its last committed step. Throws JOB_NOT_RESUMABLE. */
  resumeJob(id: JobId): Job;
  /** The job when it has ended. Throws AbortError when the signal or the session ends the waiting; the job goes on. */
  finished(id: JobId, signal?: AbortSignal): Promise<Job>;
  subscribe(listener: (event: JobEvent) => void): () => void;
  /** Stops the worker; a running job goes back into the queue. */
  close(): Promise<void>;
  /** The crew's worker, while there is one. */
  readonly workerPid: number | undefined;
}

export interface JobHostOptions extends Omit<CrewLineOptions, 'onMessage' | 'onGone'> {
  /** The versions of the recipes this program has: "write-chapter@1". */
  readonly recipes: Readonly<Record<JobInput['kind'], string>>;
}

const attemptsWithoutAStep = 3;

/** Makes the host of a novel that this process alone has open, and finds what a dead host left running. */
export function createJobHost(options: JobHostOptions): JobHost {
  const { db, recipes, times, log } = options;
  const feed = createJobFeed();
  const fruitless = new Map<JobId, number>();
  const closing = new AbortController();
  let run: JobRun | null = null;
  let isStarted = false;
  let only: JobId | undefined;

  const changed = (job: Job): Job => {
    feed.emit({ type: 'job-changed', job });
    return job;
  };

  const over = (job: Job): void => {
    run = null;
    changed(job);
    if (!closing.signal.aborted) queueMicrotask(wake);
  };

  const wake = (): void => {
    while (isStarted && !run && !closing.signal.aborted) {
      const next = rows.listQueuedJobs(db).find(({ id }) => only === undefined || id === only);
      if (!next) return;
      if (next.recipe === recipes[next.input.kind]) begin(next.id);
      else changed(stopForRecipe(next));
    }
  };

  const stopForRecipe = ({ id, input, recipe }: Job): Job => {
    const error = { code: 'JOB_RECIPE_CHANGED', data: { found: recipe, known: recipes[input.kind] } } as const;
    return rows.stopQueuedJob(db, { jobId: id, state: 'needs_human', error, now: Date.now() });
  };

  const begin = (id: JobId): void => {
    const job = rows.takeJob(db, { id, now: Date.now() });
    if (!job) return;
    run = createJobRun({ db, job, feed, log, post: crew.post, onOver: over });
    changed(job);
    crew.startJob(job, listSteps(db, id));
  };

  const crew = createCrewLine({
    ...options,
    onMessage: (message) => {
      const { jobId, attempt } = message;
      if (run?.attempt.jobId === jobId && run.attempt.attempt === attempt) run.handle(message);
      else log.warn('stale-message', { code: 'STALE_ATTEMPT', type: message.type, job: jobId, attempt });
    },
    onGone: (error) => {
      if (!run) return;
      const { jobId } = run.attempt;
      const count = run.isFruitful ? 1 : (fruitless.get(jobId) ?? 0) + 1;
      fruitless.set(jobId, count);
      const isLost = error.code === 'WORKER_DIED' || error.code === 'WORKER_HUNG';
      if (isLost && count < attemptsWithoutAStep) run.requeue();
      else run.stop('failed', error);
    },
  });

  const getJob = (id: JobId): Job => (run?.attempt.jobId === id ? run.view() : rows.getJob(db, id));

  for (const job of recoverJobs(db)) log.info('job-recovered', { job: job.id, state: job.state });

  return {
    addJob: ({ input, models, priority = 0 }) => {
      const id = newId<JobId>();
      const recipe = recipes[input.kind];
      changed(rows.insertJob(db, { id, input, models, priority, recipe, now: Date.now() }));
      queueMicrotask(wake);
      return id;
    },
    start: (job) => {
      isStarted = true;
      only = job;
      queueMicrotask(wake);
    },
    getJob,
    getSnapshot: (id) => {
      feed.flush();
      return { job: getJob(id), seq: feed.seq };
    },
    listJobs: () => rows.listJobs(db).map((job) => (run?.attempt.jobId === job.id ? run.view() : job)),
    cancelJob: async (id) => {
      if (run?.attempt.jobId === id) await cancelRun(run);
      else if (rows.getJob(db, id).state === 'queued')
        changed(rows.stopQueuedJob(db, { jobId: id, state: 'cancelled', error: null, now: Date.now() }));
      return getJob(id);
    },
    resumeJob: (id) => {
      if (run?.attempt.jobId === id) throw new AppError('JOB_NOT_RESUMABLE', { id, state: 'running' });
      fruitless.delete(id);
      const job = changed(rows.resumeJob(db, id));
      queueMicrotask(wake);
      return job;
    },
    finished,
    subscribe: feed.subscribe,
    close: async () => {
      closing.abort();
      run?.requeue();
      feed.flush();
      await crew.close();
    },
    get workerPid() {
      return crew.pid;
    },
  };

  /** The worker is asked first; one that has not ended in time is ended with its process. */
  async function cancelRun(cancelled: JobRun): Promise<void> {
    const { jobId } = cancelled.attempt;
    crew.post({ type: 'job-cancel', jobId });
    const inTime = AbortSignal.any([AbortSignal.timeout(times.graceMs), closing.signal]);
    await settled(jobId, inTime).catch(() => undefined);
    if (run !== cancelled) return;
    crew.replace();
    cancelled.stop('cancelled', null);
  }

  function finished(id: JobId, signal?: AbortSignal): Promise<Job> {
    return settled(id, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal);
  }

  function settled(id: JobId, signal: AbortSignal): Promise<Job> {
    const { promise, resolve, reject } = Promise.withResolvers<Job>();
    const stop = () => reject(new DOMException('The wait was ended.', 'AbortError'));
    const look = (job: Job) => job.state !== 'queued' && job.state !== 'running' && resolve(job);
    const unsubscribe = feed.subscribe((event) => {
      if (event.type === 'job-changed' && event.job.id === id) look(event.job);
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else look(getJob(id));
    return promise.finally(() => {
      unsubscribe();
      signal.removeEventListener('abort', stop);
    });
  }
}
