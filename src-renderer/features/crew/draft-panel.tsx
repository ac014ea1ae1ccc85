import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PanelHead } from '../../ui/panel-head.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { useCrew } from './crew-store.ts';
import { DraftPage } from './draft-page.tsx';
import { useDraft } from './draft-store.ts';
import { JobFailure, JobStopped } from './job-failure.tsx';
import { JobProgressHead } from './job-progress.tsx';
import { OpenDrafts } from './open-drafts.tsx';
import { StreamText } from './stream-text.tsx';
import './draft-panel.css';

/** What a model writes, in pencil beside the manuscript, and what the writer takes of it. */
export function DraftPanel(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const jobId = useDraft((state) => state.jobId);
  const view = useDraft((state) => state.view);
  const shown = jobId ?? view?.draft.jobId ?? null;
  const job = useCrew((state) => state.jobs?.find(({ id }) => id === shown) ?? null);
  if (!isOn) return null;
  return (
    <section className="draft-panel" aria-label={say('draft.panel')}>
      <PanelHead title={say('draft.panel')} onClose={() => showPanel(null)} />
      {jobId && job && <JobProgressHead job={job} />}
      {jobId && job && <JobFailure job={job} />}
      {jobId && <StreamText jobId={jobId} label={say('draft.text')} />}
      {view && job && <JobStopped job={job} />}
      {view && <DraftPage view={view} />}
      {!jobId && !view && (
        <>
          <EmptyState
            text={say('draft.empty')}
            action={
              <Button onPress={() => void runCommand('chapter.generate')}>
                {say('command.chapter.generate')}
              </Button>
            }
          />
          <OpenDrafts />
        </>
      )}
    </section>
  );
}
