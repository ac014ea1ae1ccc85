import { useEffect } from 'react';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { resumeJob, useCrew } from './crew-store.ts';

const asked = new Set<JobId>();

/** Asks once for each job that was interrupted and costs money whether it should go on. Local jobs go on by themselves. */
export function useInterruptedJobs(): void {
  const jobs = useCrew((state) => state.jobs);
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (!isInterrupted(job)) asked.delete(job.id);
      else if (!asked.has(job.id)) {
        asked.add(job.id);
        void askToGoOn(job);
      }
    }
  }, [jobs]);
}

const isInterrupted = ({ state, error }: JobSummary): boolean =>
  state === 'needs_human' && error?.code === 'JOB_INTERRUPTED';

async function askToGoOn({ id, chapter, model }: JobSummary): Promise<void> {
  const answer = await ask<'later' | 'go'>({
    title: say('interrupted.title'),
    text: say('interrupted.text', { model, number: chapter?.number ?? 0, title: chapter?.title ?? '' }),
    answers: [
      { id: 'later', label: say('interrupted.later') },
      { id: 'go', label: say('interrupted.go'), variant: 'primary' },
    ],
  });
  if (answer === 'go') await resumeJob(id);
}
