import { useState, type ReactNode } from 'react';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PanelHead } from '../../ui/panel-head.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { isUnderWay, useCrew } from './crew-store.ts';
import { JobReportDialog } from './job-report.tsx';
import { JobRow } from './job-row.tsx';
import './draft-panel.css';
import './jobs-panel.css';

/** The queue and the history of the novel's jobs. */
export function JobsPanel(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const jobs = useCrew((state) => state.jobs);
  const [reported, report] = useState<JobSummary | null>(null);
  if (!isOn) return null;
  const open = (jobs ?? []).filter(isUnderWay).toReversed();
  const over = (jobs ?? []).filter((job) => !isUnderWay(job));
  return (
    <section className="jobs-panel" aria-label={say('jobs.panel')}>
      <PanelHead title={say('jobs.panel')} onClose={() => showPanel(null)} />
      {jobs?.length === 0 && (
        <EmptyState
          text={say('jobs.empty')}
          action={
            <Button onPress={() => void runCommand('chapter.generate')}>
              {say('command.chapter.generate')}
            </Button>
          }
        />
      )}
      <div className="jobs-scroll">
        <JobList title={say('jobs.queue')} jobs={open} onReport={report} />
        <JobList title={say('jobs.history')} jobs={over} onReport={report} />
      </div>
      {reported && <JobReportDialog job={reported} onClose={() => report(null)} />}
    </section>
  );
}

interface JobListProps {
  readonly title: string;
  readonly jobs: readonly JobSummary[];
  readonly onReport: (job: JobSummary) => void;
}

function JobList({ title, jobs, onReport }: JobListProps): ReactNode {
  if (jobs.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="jobs-head">{title}</h3>
      <ul className="jobs-list">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} onReport={() => onReport(job)} />
        ))}
      </ul>
    </section>
  );
}
