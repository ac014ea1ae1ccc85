import { useEffect } from 'react';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { ask } from '../../ui/questions.ts';
import { sayCostOf } from '../costs/cost-of-job.ts';
import { say } from '../../words.ts';
import { resumeJob, useCrew } from './crew-store.ts';
import { showJob } from './draft-store.ts';
import { jobTitle } from './job-row.tsx';

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

async function askToGoOn(job: JobSummary): Promise<void> {
  const { id, kind, model, startedAt } = job;
  const answer = await ask<'later' | 'go'>({
    title: say('interrupted.title'),
    text: say('interrupted.text', {
      job: jobTitle(say, job),
      model,
      isBegun: startedAt === null ? 'no' : 'yes',
      cost: await sayCostOf(id),
    }),
    answers: [
      { id: 'later', label: say('interrupted.later') },
      { id: 'go', label: say('interrupted.go'), variant: 'primary' },
    ],
  });
  if (answer !== 'go') return;
  await resumeJob(id);
  if (kind === 'write-chapter') showJob(id);
}
