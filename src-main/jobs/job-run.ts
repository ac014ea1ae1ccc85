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
import { createJobText } from './job-text.ts';
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

const viewSavedEveryMs = 1000;

/** Begins to look after an attempt that a worker was given. */
export function createJobRun({ db, job, feed, log, post, onOver }: JobRunOptions): JobRun {
  const attempt: AttemptOf = { jobId: job.id, attempt: job.attempt };
  const text = createJobText(job.partialText);
  let progress: JobProgress = job.progress;
  let isFruitful = false;
  let isOver = false;
  let isViewStale = false;

  const view = (): Job => ({ ...job, progress, partialText: text.whole() });

  const end = (write: () => Job): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    onOver(endSafely(write));
  };

  /** A file that cannot be written must not leave the job running in memory: it is found again at the next opening. */
  const endSafely = (write: () => Job): Job => {
    try {
      return write();
    } catch (error) {
      log.error('job-end-not-kept', error, { job: job.id });
      return { ...view(), state: 'failed', error: errorOf(error), endedAt: Date.now() };
    }
  };

  const saveView = (): void => {
    if (!isViewStale) return;
    isViewStale = false;
    saveJobView(db, { ...attempt, progress, partialText: text.whole() });
  };

  const stop: JobRun['stop'] = (state, error) =>
    end(() => {
      saveView();
      return stopJob(db, { ...attempt, state, error: error && errorOf(error), now: Date.now() });
    });

  /** A commit that failed ends the attempt: the worker must not go on as if it had been kept. */
  const orStop = (commit: () => void): void => {
    try {
      commit();
    } catch (error) {
      log.error('commit-failed', error, { job: job.id });
      post({ type: 'job-cancel', jobId: job.id });
      stop('failed', fromWireError(toWireError(error)));
    }
  };

  const finish = (jobEnd: JobEnd): void => {
    if (jobEnd.state === 'cancelled') return stop('cancelled', null);
    if (jobEnd.state === 'failed') return stop('failed', fromWireError(jobEnd.error));
    const parsed = ChapterOutcome.safeParse(jobEnd.outcome);
    if (!parsed.success)
      return stop('failed', new AppError('JOB_STEP_INVALID', { key: 'outcome', reason: parsed.error.message }));
    progress = { agent: null, step: null, fraction: 1, tokensPerSecond: progress.tokensPerSecond };
    const commit = { ...attempt, progress, partialText: text.whole(), now: Date.now() };
    orStop(() => {
      const ended = commitOutcome(db, { ...commit, outcome: parsed.data });
      end(() => ended);
    });
  };

  const timer = setInterval(() => orStop(saveView), viewSavedEveryMs);
  timer.unref();

  const handle = (message: JobMessage): void => {
    const { jobId } = attempt;
    switch (message.type) {
      case 'step-start':
        progress = { ...progress, agent: message.agent, step: message.key };
        return feed.emit({ type: 'step-started', jobId, key: message.key, agent: message.agent });
      case 'step-end': {
        const { key, inputHash, output, startedAt, endedAt } = message;
        const step = { key, inputHash, output, startedAt, endedAt };
        return orStop(() => {
          commitStep(db, { ...attempt, step, progress, partialText: text.settledWith(key) });
          isFruitful = true;
          text.settle(key);
          post({ type: 'step-committed', jobId, key });
          feed.emit({ type: 'step-finished', jobId, key });
        });
      }
      case 'text-delta':
        text.add(message.key, message.text);
        isViewStale = true;
        return feed.addText({ jobId, key: message.key, text: message.text });
      case 'progress':
        progress = message.progress;
        isViewStale = true;
        return feed.emit({ type: 'progress', jobId, progress });
      case 'job-end':
        return finish(message.end);
    }
  };

  return {
    attempt,
    get isFruitful() {
      return isFruitful;
    },
    view,
    handle,
    stop,
    requeue: () =>
      end(() => {
        saveView();
        return requeueJob(db, attempt);
      }),
  };
}

function errorOf(thrown: unknown): NonNullable<JobStop['error']> {
  const { code, data } = toWireError(thrown);
  return { code, data };
}
