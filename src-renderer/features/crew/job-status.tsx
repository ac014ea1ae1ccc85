import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useSay } from '../../words.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { isUnderWay, useCrew } from './crew-store.ts';
import { showJob } from './draft-store.ts';
import { jobTitle } from './job-row.tsx';
import './job-status.css';

/** The running job in a few words, for the status line; nothing where none runs. */
export function JobStatus(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const jobs = useCrew((state) => state.jobs);
  const live = useCrew((state) => state.live);
  const open = (jobs ?? []).filter(isUnderWay);
  const running = open.find(({ id }) => live[id]?.state === 'running') ?? open[0];
  if (!isOn || !running) return null;
  const fraction = live[running.id]?.progress.fraction ?? 0;
  const show = (): void => {
    if (running.kind === 'write-chapter') showJob(running.id);
    else showPanel('jobs');
  };
  return (
    <Button variant="quiet" className="job-status" onPress={show}>
      <Spinner label={say('job.running')} />
      <span>{jobTitle(say, running)}</span>
      <span className="job-status-count">{say('job.percent', { percent: Math.round(fraction * 100) })}</span>
      {open.length > 1 && (
        <span className="job-status-count">{say('job.more', { count: open.length - 1 })}</span>
      )}
    </Button>
  );
}
