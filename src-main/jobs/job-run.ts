import { ChapterOutcome } from '../../agents/crews/outcomes.ts';
import type { Job, JobProgress } from '../../src-shared/domain/job.ts';
import { AppError, fromWireError, toWireError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { commitOutcome } from '../db/job-outcomes.ts';
import { commitStep } from '../db/job-steps.ts';
import { requeueJob, saveJobView, stopJob } from '../db/jobs.ts';
import type { AttemptOf, JobStop } from '../db/jobs.ts';
import type { Log } from '../services/log.ts';
import type { JobFeed } from './job-feed.ts';
import { createJobText, type JobText } from './job-text.ts';
import type { JobEnd, JobMessage, ToWorker } from './protocol.ts';

/** One attempt at a job, seen from the host: it commits what the worker sends and tells the feed. */
export interface JobRun {
  readonly attempt: AttemptOf;
  /** Whether this attempt committed a step. */
  readonly isFruitful: boolean;
  /** The job as it is this moment, with its newest text and progress. */
  view(): Job;
  handle(message: JobMessage): void;
  /** Ends the attempt without an outcome; text and steps so far are kept. */
  stop(state: JobStop['state'], error: AppError | null): void;
  /** Ends the attempt and puts the job back into the queue. */
  requeue(): void;
}

export interface JobRunOptions {
  readonly db: Db;
  readonly job: Job;
  readonly feed: JobFeed;
  readonly log: Log;
  post(message: ToWorker): void;
  /** The attempt is over: the job is queued again or has ended. */
  onOver(job: Job): void;
}

interface Running {
  readonly options: JobRunOptions;
  readonly attempt: AttemptOf;
  readonly text: JobText;
  readonly timer: NodeJS.Timeout;
  progress: JobProgress;
  isFruitful: boolean;
  isOver: boolean;
  isViewStale: boolean;
}

const viewSavedEveryMs = 1000;

/** Begins to look after an attempt that a worker was given. */
export function createJobRun(options: JobRunOptions): JobRun {
  const { db, job } = options;
  const run: Running = {
    options,
    attempt: { jobId: job.id, attempt: job.attempt },
    text: createJobText(job.partialText),
    timer: setInterval(() => orStop(run, () => saveView(run)), viewSavedEveryMs),
    progress: job.progress,
    isFruitful: false,
    isOver: false,
    isViewStale: false,
  };
  run.timer.unref();
  return {
    attempt: run.attempt,
    get isFruitful() {
      return run.isFruitful;
    },
    view: () => viewOf(run),
    handle: (message) => handle(run, message),
    stop: (state, error) => stop(run, state, error),
    requeue: () =>
      end(run, () => {
        saveView(run);
        return requeueJob(db, run.attempt);
      }),
  };
}

const viewOf = ({ options, progress, text }: Running): Job => ({
  ...options.job,
  progress,
  partialText: text.whole(),
});

function handle(run: Running, message: JobMessage): void {
  const { feed } = run.options;
  const { jobId } = run.attempt;
  switch (message.type) {
    case 'step-start':
      run.progress = { ...run.progress, agent: message.agent, step: message.key };
      return feed.emit({ type: 'step-started', jobId, key: message.key, agent: message.agent });
    case 'step-end':
      return orStop(run, () => keepStep(run, message));
    case 'text-delta':
      run.text.add(message.key, message.text);
      run.isViewStale = true;
      return feed.addText({ jobId, key: message.key, text: message.text });
    case 'progress':
      run.progress = message.progress;
      run.isViewStale = true;
      return feed.emit({ type: 'progress', jobId, progress: run.progress });
    case 'job-end':
      return finish(run, message.end);
  }
}

/** Commits a step before its worker may go on. */
function keepStep(run: Running, message: Extract<JobMessage, { type: 'step-end' }>): void {
  const { options, attempt, progress, text } = run;
  const { key, inputHash, output, startedAt, endedAt } = message;
  const step = { key, inputHash, output, startedAt, endedAt };
  commitStep(options.db, { ...attempt, step, progress, partialText: text.settledWith(key) });
  run.isFruitful = true;
  text.settle(key);
  options.post({ type: 'step-committed', jobId: attempt.jobId, key });
  options.feed.emit({ type: 'step-finished', jobId: attempt.jobId, key });
}

function finish(run: Running, jobEnd: JobEnd): void {
  if (jobEnd.state === 'cancelled') return stop(run, 'cancelled', null);
  if (jobEnd.state === 'failed') {
    const isSpent = jobEnd.error.code === 'MODEL_BUDGET_SPENT'; // it waits for the writer to raise the limit
    return stop(run, isSpent ? 'needs_human' : 'failed', fromWireError(jobEnd.error));
  }
  const { success, data: outcome, error } = ChapterOutcome.safeParse(jobEnd.outcome);
  if (!success)
    return stop(run, 'failed', new AppError('JOB_STEP_INVALID', { key: 'outcome', reason: error.message }));
  const { tokensPerSecond } = run.progress;
  run.progress = { agent: null, step: null, fraction: 1, tokensPerSecond, waiting: null };
  orStop(run, () => {
    const commit = { outcome, progress: run.progress, partialText: run.text.whole(), now: Date.now() };
    const ended = commitOutcome(run.options.db, { ...run.attempt, ...commit });
    end(run, () => ended);
  });
}

function saveView(run: Running): void {
  if (!run.isViewStale) return;
  run.isViewStale = false;
  const { options, attempt, progress, text } = run;
  saveJobView(options.db, { ...attempt, progress, partialText: text.whole() });
}

function stop(run: Running, state: JobStop['state'], error: AppError | null): void {
  end(run, () => {
    saveView(run);
    return stopJob(run.options.db, {
      ...run.attempt,
      state,
      error: error && errorOf(error),
      now: Date.now(),
    });
  });
}

/** A commit that failed ends the attempt: the worker must not go on as if it had been kept. */
function orStop(run: Running, commit: () => void): void {
  const { job, log, post } = run.options;
  try {
    commit();
  } catch (error) {
    log.error('commit-failed', error, { job: job.id });
    post({ type: 'job-cancel', jobId: job.id });
    stop(run, 'failed', fromWireError(toWireError(error)));
  }
}

function end(run: Running, write: () => Job): void {
  if (run.isOver) return;
  run.isOver = true;
  clearInterval(run.timer);
  run.options.onOver(endSafely(run, write));
}

/** A file that cannot be written must not leave the job running in memory: it is found again at the next opening. */
function endSafely(run: Running, write: () => Job): Job {
  const { job, log } = run.options;
  try {
    return write();
  } catch (error) {
    log.error('job-end-not-kept', error, { job: job.id });
    return { ...viewOf(run), state: 'failed', error: errorOf(error), endedAt: Date.now() };
  }
}

function errorOf(thrown: unknown): NonNullable<JobStop['error']> {
  const { code, data } = toWireError(thrown);
  return { code, data };
}
