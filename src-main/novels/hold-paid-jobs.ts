import type { Db } from '../db/connection.ts';
import { listQueuedJobs, stopQueuedJob } from '../db/jobs.ts';
import { isPaid } from '../jobs/recover-jobs.ts';

/**
 * Takes jobs with a model outside this machine out of the queue that an earlier session left: they cost money and go
 * on only when the writer says so, like those that a dead app left running. Call it before the queue is started.
 */
export function holdPaidJobs(db: Db, now = Date.now()): void {
  for (const { id } of listQueuedJobs(db).filter(({ models }) => isPaid(models))) {
    const error = { code: 'JOB_INTERRUPTED', data: { id } } as const;
    stopQueuedJob(db, { jobId: id, state: 'needs_human', error, now });
  }
}
