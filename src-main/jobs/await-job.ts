import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { JobFeed } from './job-feed.ts';

export interface AwaitJob {
  readonly id: JobId;
  readonly feed: JobFeed;
  readonly signal: AbortSignal;
  getJob(id: JobId): Job;
}

/** The job when it is neither queued nor running. Throws AbortError when the signal ends the waiting, JOB_NOT_FOUND. */
export async function awaitJob({ id, feed, signal, getJob }: AwaitJob): Promise<Job> {
  const { promise, resolve, reject } = Promise.withResolvers<Job>();
  const look = (job: Job): void => {
    if (job.state !== 'queued' && job.state !== 'running') resolve(job);
  };
  const stop = () => reject(new DOMException('The waiting was ended.', 'AbortError'));
  const unsubscribe = feed.subscribe((event) => {
    if (event.type === 'job-changed' && event.job.id === id) look(event.job);
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    look(getJob(id));
    if (signal.aborted) stop();
    return await promise;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}
