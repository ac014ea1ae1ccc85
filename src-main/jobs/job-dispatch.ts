import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobInput } from '../../src-shared/domain/job.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { AppError, toWireError } from '../../src-shared/errors.ts';
import { listSteps } from '../db/job-steps.ts';
import { listQueuedJobs, stopQueuedJob, takeJob } from '../db/jobs.ts';
import { createCrewLine, type CrewLineOptions } from './crew-line.ts';
import type { JobFeed } from './job-feed.ts';
import { createJobRun, type JobRun } from './job-run.ts';
import type { PreviewWish } from './previews.ts';
import type { JobMessage } from './protocol.ts';
import { isPaid } from './recover-jobs.ts';
import { isWorkerLoss } from './worker-slot.ts';

/** Hands the queue's jobs to the crew's worker, one at a time, and sees to what becomes of them. */
export interface JobDispatch {
  /** The attempt that runs now. */
  readonly run: JobRun | null;
  /** Lets the queue run, or only one of its jobs. */
  start(only?: JobId): void;
  /** Looks whether a job can begin. */
  wake(): void;
  /** A job's losses no longer count against it. */
  forgive(id: JobId): void;
  /** Asks the worker to end a job; one that did not end while `inTime` waited is ended with its process. */
  cancel(run: JobRun, inTime: Promise<unknown>): Promise<void>;
  /** A job's first prompts, by the crew's worker. Throws what opening its models throws, and WORKER_DIED. */
  preview(wish: PreviewWish): Promise<readonly PromptPreview[]>;
  tellTyping(isTyping: boolean): void;
  /** Puts a running job back into the queue, or lets one that costs money wait for the writer, and ends the worker. */
  close(): Promise<void>;
  readonly workerPid: number | undefined;
}

export interface JobDispatchOptions extends Omit<CrewLineOptions, 'onMessage' | 'onGone'> {
  /** The versions of the recipes this program has: "write-chapter@1". */
  readonly recipes: Readonly<Record<JobInput['kind'], string>>;
  readonly feed: JobFeed;
}

const attemptsWithoutAStep = 3;

export function createJobDispatch(options: JobDispatchOptions): JobDispatch {
  const { db, feed, log } = options;
  const losses = new Map<JobId, number>();
  let run: JobRun | null = null;
  let state: 'waiting' | 'started' | 'closed' = 'waiting';
  let only: JobId | undefined;

  const onOver = (job: Job): void => {
    run = null;
    crew.loseCalls(job.id);
    feed.emit({ type: 'job-changed', job });
    queueMicrotask(wake);
  };

  const wake = (): void => {
    while (state === 'started' && !run) {
      const next = listQueuedJobs(db).find(({ id }) => only === undefined || id === only);
      if (!next) return;
      try {
        if (next.recipe === options.recipes[next.input.kind]) begin(next.id);
        else feed.emit({ type: 'job-changed', job: stopForRecipe(options, next) });
      } catch (error) {
        halt(next, error);
      }
    }
  };

  /** A file that cannot be written stops the queue until it is started again; who waits for the job is told why. */
  const halt = (job: Job, error: unknown): void => {
    state = 'waiting';
    log.error('queue-stopped', error, { job: job.id });
    const { code, data } = toWireError(error);
    feed.emit({ type: 'job-changed', job: { ...job, state: 'failed', error: { code, data } } });
  };

  const begin = (id: JobId): void => {
    const job = takeJob(db, { id, now: Date.now() });
    if (!job) return;
    run = createJobRun({ db, job, feed, log, post: crew.post, onOver });
    feed.emit({ type: 'job-changed', job });
    crew.startJob(job, listSteps(db, id));
  };

  const onMessage = (message: JobMessage): void => {
    const { type, jobId, attempt } = message;
    if (run?.attempt.jobId === jobId && run.attempt.attempt === attempt) run.handle(message);
    else if (state !== 'closed')
      log.warn('stale-message', { code: 'STALE_ATTEMPT', type, job: jobId, attempt });
  };

  /** A lost worker's job goes on with the next one, unless several were lost over it and none brought it further. */
  const onGone = (error: AppError): void => {
    if (!run) return;
    const lost = countLoss(losses, run);
    if (isWorkerLoss(error) && lost < attemptsWithoutAStep) interrupt(run);
    else run.stop('failed', error);
  };

  const crew = createCrewLine({ ...options, onMessage, onGone });

  return {
    get run() {
      return run;
    },
    start: (job) => {
      if (state === 'waiting') state = 'started';
      only = job;
      queueMicrotask(wake);
    },
    wake: () => queueMicrotask(wake),
    forgive: (id) => void losses.delete(id),
    ...{ preview: crew.preview, tellTyping: crew.tellTyping },
    cancel: async (cancelled, inTime) => {
      crew.post({ type: 'job-cancel', jobId: cancelled.attempt.jobId });
      await inTime.catch(() => undefined);
      if (run !== cancelled) return;
      crew.replace();
      cancelled.stop('cancelled', null);
    },
    close: async () => {
      state = 'closed';
      if (run) interrupt(run);
      feed.flush();
      await crew.close();
    },
    get workerPid() {
      return crew.pid;
    },
  };
}

/** How many workers a job has lost since one of them brought it further. */
function countLoss(losses: Map<JobId, number>, { attempt: { jobId }, isFruitful }: JobRun): number {
  const lost = isFruitful ? 1 : (losses.get(jobId) ?? 0) + 1;
  losses.set(jobId, lost);
  return lost;
}

/** A job goes on by itself later; one that costs money waits for the writer's word. */
function interrupt(run: JobRun): void {
  const { models, id } = run.view();
  if (isPaid(models)) run.stop('needs_human', new AppError('JOB_INTERRUPTED', { id }));
  else run.requeue();
}

function stopForRecipe({ db, recipes }: JobDispatchOptions, { id, input, recipe }: Job): Job {
  const error = { code: 'JOB_RECIPE_CHANGED', data: { found: recipe, known: recipes[input.kind] } } as const;
  return stopQueuedJob(db, { jobId: id, state: 'needs_human', error, now: Date.now() });
}
