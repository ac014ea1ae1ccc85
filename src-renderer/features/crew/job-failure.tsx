import type { ReactNode } from 'react';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { isUnderWay, resumeJob } from './crew-store.ts';
import { showJob } from './draft-store.ts';
import { sayJobError } from './job-error.ts';

/** Why a job ended without a draft, what is safe, and what can be done. Nothing while it runs. */
export function JobFailure({ job }: { readonly job: JobSummary }): ReactNode {
  const say = useSay();
  if (isUnderWay(job) || (job.draftId !== null && job.error === null)) return null;
  return (
    <div className="job-failure" role="alert">
      <p className="job-failure-text">{job.error ? sayJobError(job.error) : say('job.stopped')}</p>
      {job.isResumable && (
        <Button onPress={() => void resumeJob(job.id)}>
          {say(job.state === 'failed' ? 'job.again' : 'job.resume')}
        </Button>
      )}
    </div>
  );
}

/** Says of a draft that its writing was stopped before its end, and offers to go on; nothing of one that is whole. */
export function JobStopped({ job }: { readonly job: JobSummary }): ReactNode {
  const say = useSay();
  if (job.state !== 'cancelled' || job.target !== 'chapter') return null;
  const goOn = async (): Promise<void> => {
    await resumeJob(job.id);
    showJob(job.id);
  };
  return (
    <div className="job-stopped" role="status">
      <span>{say('draft.stopped')}</span>
      <Button variant="quiet" onPress={() => void goOn()}>
        {say('job.resume')}
      </Button>
    </div>
  );
}
