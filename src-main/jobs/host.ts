import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobEvent, JobInput } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { AppError } from '../../src-shared/errors.ts';
import * as rows from '../db/jobs.ts';
import { newId } from '../services/ids.ts';
import { createJobDispatch, type JobDispatchOptions } from './job-dispatch.ts';
import { createJobFeed } from './job-feed.ts';
import { awaitJob } from './await-job.ts';
import type { PreviewWish } from './previews.ts';
import { recoverJobs } from './recover-jobs.ts';

export interface NewJobRequest {
  readonly input: JobInput;
  readonly models: ModelChoice;
  /** Higher runs first; 0 unless told. */
  readonly priority?: number | undefined;
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
  /** A job's first prompts as they would be sent. Throws what opening its models throws, and WORKER_DIED. */
  previewPrompts(wish: PreviewWish): Promise<readonly PromptPreview[]>;
  /** Says that the writer types or has stopped: a model that runs meanwhile leaves a core free. */
  tellTyping(isTyping: boolean): void;
  /** Stops the worker; a running job goes back into the queue, one that costs money waits for the writer. */
  close(): Promise<void>;
  /** The crew's worker, while there is one. */
  readonly workerPid: number | undefined;
}

export type JobHostOptions = Omit<JobDispatchOptions, 'feed'>;

/** Makes the host of a novel that this process alone has open, and finds what a dead host left running. */
export function createJobHost(options: JobHostOptions): JobHost {
  const { db, recipes, times, log } = options;
  const feed = createJobFeed();
  const dispatch = createJobDispatch({ ...options, feed });
  const closing = new AbortController();

  const runOf = (id: JobId) => (dispatch.run?.attempt.jobId === id ? dispatch.run : null);
  const getJob = (id: JobId): Job => runOf(id)?.view() ?? rows.getJob(db, id);
  const finished = (id: JobId, signal: AbortSignal): Promise<Job> =>
    awaitJob({ id, feed, getJob, signal: AbortSignal.any([signal, closing.signal]) });
  /** A job whose end could not be kept, on a full disk say: the file says it runs and nobody runs it. */
  const isOrphan = (job: Job): boolean => job.state === 'running' && !runOf(job.id);
  const changed = (job: Job): Job => {
    feed.emit({ type: 'job-changed', job });
    dispatch.wake();
    return job;
  };

  for (const job of recoverJobs(db)) log.info('job-recovered', { job: job.id, state: job.state });

  return {
    addJob: ({ input, models, priority = 0 }) => {
      const id = newId<JobId>();
      const recipe = recipes[input.kind];
      return changed(rows.insertJob(db, { id, input, models, priority, recipe, now: Date.now() })).id;
    },
    start: dispatch.start,
    getJob,
    getSnapshot: (id) => {
      feed.flush();
      return { job: getJob(id), seq: feed.seq };
    },
    listJobs: () => rows.listJobs(db).map((job) => runOf(job.id)?.view() ?? job),
    cancelJob: async (id) => {
      const run = runOf(id);
      const end = { jobId: id, state: 'cancelled', error: null, now: Date.now() } as const;
      const job = rows.getJob(db, id);
      if (run) await dispatch.cancel(run, finished(id, AbortSignal.timeout(times.graceMs)));
      else if (job.state === 'queued') changed(rows.stopQueuedJob(db, end));
      else if (isOrphan(job)) changed(rows.stopJob(db, { ...end, attempt: job.attempt }));
      return getJob(id);
    },
    resumeJob: (id) => {
      if (runOf(id)) throw new AppError('JOB_NOT_RESUMABLE', { id, state: 'running' });
      dispatch.forgive(id);
      const job = rows.getJob(db, id);
      if (isOrphan(job)) return changed(rows.requeueJob(db, { jobId: id, attempt: job.attempt }));
      return changed(rows.resumeJob(db, id));
    },
    finished: (id, signal = closing.signal) => finished(id, signal),
    subscribe: feed.subscribe,
    previewPrompts: dispatch.preview,
    tellTyping: dispatch.tellTyping,
    close: async () => {
      closing.abort();
      await dispatch.close();
    },
    get workerPid() {
      return dispatch.workerPid;
    },
  };
}
