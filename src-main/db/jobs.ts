import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobInput, JobProgress, JobState } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { ErrorCode, ErrorData } from '../../src-shared/errors.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import { toJob } from './job-row.ts';
import type { JobRow } from './job-row.ts';
import { keepStoppedText } from './stopped-drafts.ts';

/** A job and the attempt that speaks for it: what every commit of a running job must prove. */
export interface AttemptOf {
  readonly jobId: JobId;
  readonly attempt: number;
}

export interface NewJob {
  readonly id: JobId;
  readonly input: JobInput;
  readonly priority: number;
  readonly models: ModelChoice;
  readonly recipe: string;
  readonly now: number;
}

const untouched: JobProgress = { agent: null, step: null, fraction: 0, tokensPerSecond: null, waiting: null };

/** Puts a job into the queue. */
export const insertJob = write((db, job: NewJob): Job => {
  db.prepare(
    `INSERT INTO job (id, input, state, priority, models, recipe, attempt, progress, partial_text, created_at)
     VALUES (:id, :input, 'queued', :priority, :models, :recipe, 0, :progress, '', :now)`,
  ).run({
    id: job.id,
    input: JSON.stringify(job.input),
    priority: job.priority,
    models: JSON.stringify(job.models),
    recipe: job.recipe,
    progress: JSON.stringify(untouched),
    now: job.now,
  });
  return getJob(db, job.id);
});

/** One job. Throws JOB_NOT_FOUND. */
export function getJob(db: Db, id: JobId): Job {
  const row = db.prepare<[string], JobRow>('SELECT * FROM job WHERE id = ?').get(id);
  if (!row) throw new AppError('JOB_NOT_FOUND', { id });
  return toJob(row);
}

/** All jobs, the newest first. */
export function listJobs(db: Db): readonly Job[] {
  return db.prepare<[], JobRow>('SELECT * FROM job ORDER BY created_at DESC, id DESC').all().map(toJob);
}

/** The queued jobs in the order they will run: highest priority first, then the oldest. */
export function listQueuedJobs(db: Db): readonly Job[] {
  return db
    .prepare<[], JobRow>(`SELECT * FROM job WHERE state = 'queued' ORDER BY priority DESC, created_at, id`)
    .all()
    .map(toJob);
}

/** Jobs that say they run. In a file nobody else has open, they are what a dead host left behind. */
export function listRunningJobs(db: Db): readonly Job[] {
  return db.prepare<[], JobRow>(`SELECT * FROM job WHERE state = 'running'`).all().map(toJob);
}

/** Hands a queued job to a worker under a fresh attempt; the text of steps that never committed is dropped. Null when it is no longer queued. */
export const takeJob = write((db, { id, now }: { id: JobId; now: number }): Job | null => {
  const { changes } = db
    .prepare(
      `UPDATE job SET state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, :now),
         ended_at = NULL, error = NULL, partial_text = substr(partial_text, 1, partial_settled)
       WHERE id = :id AND state = 'queued'`,
    )
    .run({ id, now });
  return changes === 1 ? getJob(db, id) : null;
});

/** Proves that an attempt still speaks for its job, inside a commit's transaction. Throws STALE_ATTEMPT. */
export function requireAttempt(db: Db, { jobId, attempt }: AttemptOf): void {
  const current = db
    .prepare(`SELECT 1 FROM job WHERE id = ? AND attempt = ? AND state = 'running'`)
    .get(jobId, attempt);
  if (!current) throw new AppError('STALE_ATTEMPT', { id: jobId, attempt });
}

/** Keeps what the writer sees of a running job. Throws STALE_ATTEMPT. */
export const saveJobView = write(
  (db, view: AttemptOf & { progress: JobProgress; partialText: string }): void => {
    requireAttempt(db, view);
    db.prepare('UPDATE job SET progress = ?, partial_text = ? WHERE id = ?').run(
      JSON.stringify(view.progress),
      view.partialText,
      view.jobId,
    );
  },
);

/** Puts a running job back into the queue: its worker is gone, its committed steps stand. Throws STALE_ATTEMPT. */
export const requeueJob = write((db, attempt: AttemptOf): Job => {
  requireAttempt(db, attempt);
  db.prepare(`UPDATE job SET state = 'queued' WHERE id = ?`).run(attempt.jobId);
  return getJob(db, attempt.jobId);
});

export interface JobStop extends AttemptOf {
  readonly state: Extract<JobState, 'failed' | 'cancelled' | 'needs_human'>;
  readonly error: { readonly code: ErrorCode; readonly data: ErrorData } | null;
  readonly now: number;
}

/** Ends a running job that has no outcome. Everything it committed is kept. Throws STALE_ATTEMPT. */
export const stopJob = write((db, stop: JobStop): Job => {
  requireAttempt(db, stop);
  const job = endJob(db, { ...stop, id: stop.jobId });
  if (stop.error?.code === 'JOB_INTERRUPTED') return job; // it goes on when the writer says so
  return keepStoppedText(db, { job, now: stop.now }) === null ? job : getJob(db, job.id);
});

/** Ends a queued job before any worker had it. Throws JOB_NOT_RESUMABLE when it is not queued. */
export const stopQueuedJob = write((db, stop: Omit<JobStop, 'attempt'>): Job => {
  const job = getJob(db, stop.jobId);
  if (job.state !== 'queued') throw new AppError('JOB_NOT_RESUMABLE', { id: job.id, state: job.state });
  return endJob(db, { ...stop, id: stop.jobId });
});

/** Puts an ended job back into the queue to go on after its last committed step; one that waits there stays. Throws JOB_NOT_RESUMABLE. */
export const resumeJob = write((db, id: JobId): Job => {
  const job = getJob(db, id);
  if (job.state === 'queued') return job;
  if (!isResumable(job)) throw new AppError('JOB_NOT_RESUMABLE', { id, state: job.state });
  db.prepare(`UPDATE job SET state = 'queued', error = NULL, ended_at = NULL WHERE id = ?`).run(id);
  return getJob(db, id);
});

/** True where going on can lead anywhere: a job that ended with an outcome, or by another recipe, is over. */
export function isResumable({ state, error }: Job): boolean {
  if (state === 'failed' || state === 'cancelled') return true;
  return state === 'needs_human' && error !== null && error.code !== 'JOB_RECIPE_CHANGED';
}

const endJob = write((db, end: Omit<JobStop, 'attempt'> & { id: JobId }): Job => {
  db.prepare('UPDATE job SET state = :state, error = :error, ended_at = :now WHERE id = :id').run({
    id: end.id,
    state: end.state,
    error: end.error === null ? null : JSON.stringify(end.error),
    now: end.now,
  });
  return getJob(db, end.id);
});
