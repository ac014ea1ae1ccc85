import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Db } from '../db/connection.ts';
import { listJobs, listQueuedJobs, stopQueuedJob } from '../db/jobs.ts';
import { isLocal } from '../jobs/recover-jobs.ts';

/**
 * Takes jobs with a model outside this machine out of the queue that an earlier session left: they cost money and go
 * on only when the writer says so. Answers those, and the ones that a dead app left running. Call it before the queue
 * is started.
 */
export function holdPaidJobs(db: Db, now = Date.now()): readonly JobId[] {
  for (const { id } of listQueuedJobs(db).filter(({ models }) => !isLocal(models))) {
    const error = { code: 'JOB_INTERRUPTED', data: { id } } as const;
    stopQueuedJob(db, { jobId: id, state: 'needs_human', error, now });
  }
  return listJobs(db)
    .filter(({ state, error }) => state === 'needs_human' && error?.code === 'JOB_INTERRUPTED')
    .map(({ id }) => id);
}
