import type { ReactNode } from 'react';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { useSay } from '../../words.ts';
import { useCosts } from './costs-store.ts';
import { saySpent } from './money.ts';

/** What a job has spent so far, as the last of its facts, counted on while it runs; nothing before its first call. */
export function JobCost({ jobId }: { readonly jobId: JobId }): ReactNode {
  const say = useSay();
  const spent = useCosts((state) => state.jobs[jobId]);
  if (!spent || spent.calls === 0) return null;
  return (
    <span className="job-cost">
      {'\u00a0· '}
      {say('costs.ofJob', { spent: saySpent(spent) })}
    </span>
  );
}
