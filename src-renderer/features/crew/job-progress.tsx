import { Square } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useSay, useWords } from '../../words.ts';
import { JobCost } from '../costs/job-cost.tsx';
import { WaitingLine } from '../costs/waiting-line.tsx';
import { cancelJob, isUnderWay, useCrew } from './crew-store.ts';
import { stepName } from './prompt-pages.tsx';

/** Who is at work and at what, how far it has come, how fast and for how long; and the way to stop it. */
export function JobProgressHead({ job }: { readonly job: JobSummary }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const live = useCrew((state) => state.live[job.id]);
  const { state, progress } = live ?? job;
  const elapsed = useElapsed(job);
  if (!isUnderWay({ state })) return null;
  const { agent, step, fraction, tokensPerSecond, waiting } = progress;
  const doing =
    state === 'queued' || step === null
      ? say(state === 'queued' ? 'job.queued' : 'job.starting')
      : say('job.doing', { agent: agent === null ? '' : say(`role.${agent}`), step: stepName(say, step) });
  return (
    <div className="job-progress">
      <ProgressBar label={doing} value={state === 'queued' ? null : fraction} />
      {waiting !== null && state === 'running' && <WaitingLine waiting={waiting} />}
      <div className="job-progress-line">
        <span className="job-progress-facts">
          {say('job.elapsed', { time: clock(elapsed) })}
          {tokensPerSecond !== null &&
            `\u00a0· ${say('job.speed', { speed: tokensPerSecond.toLocaleString(locale, { maximumFractionDigits: 0 }) })}`}
          {'\u00a0· '}
          {job.model}
          <JobCost jobId={job.id} />
        </span>
        <Button variant="quiet" icon={Square} onPress={() => void cancelJob(job.id)}>
          {say('job.stop')}
        </Button>
      </div>
    </div>
  );
}

/** Milliseconds since the job was first begun, counted on while it runs. */
function useElapsed({ startedAt, endedAt }: JobSummary): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (startedAt === null || endedAt !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [startedAt, endedAt]);
  return startedAt === null ? 0 : Math.max(0, (endedAt ?? now) - startedAt);
}

/** Milliseconds as minutes and seconds, with hours where there are any: "1:02:03". */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
