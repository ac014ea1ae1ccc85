import { AppError, type ErrorCode, type ErrorData } from '../../src-shared/errors.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { showJob } from './progress.ts';

/**
 * Shows a job until it ends. Ctrl-C leaves it where it is, to be gone on with from its last finished step, and
 * throws AbortError. A failed job throws its own error.
 */
export async function finishJob({
  session,
  jobId,
  io,
}: {
  session: NovelSession;
  jobId: JobId;
  io: Io;
}): Promise<{ job: Job; code: number }> {
  const shown = showJob({ screen: io.screen, job: session.jobs.getJob(jobId), now: Date.now });
  const unsubscribe = session.jobs.subscribe(shown.apply);
  try {
    session.jobs.start(jobId);
    const job = await session.jobs.finished(jobId, io.signal);
    return { job, code: codeOf(job) };
  } finally {
    unsubscribe();
    shown.stop();
  }
}

function codeOf(job: Job): number {
  if (job.state === 'failed' && job.error)
    throw new AppError(job.error.code as ErrorCode, job.error.data as ErrorData);
  if (job.state === 'cancelled') return exitCodes.interrupted;
  return job.state === 'needs_human' ? exitCodes.needsHuman : exitCodes.ok;
}
