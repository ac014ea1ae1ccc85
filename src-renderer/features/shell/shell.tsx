import type { ReactNode } from 'react';
import { DraftPanel } from '../crew/draft-panel.tsx';
import { JobsPanel } from '../crew/jobs-panel.tsx';
import { useNovel } from '../library/novel-store.ts';
import { Welcome } from '../library/welcome.tsx';
import { ScenePage } from '../manuscript/scene-page.tsx';
import { ManuscriptTree } from '../outline/manuscript-tree.tsx';
import { SceneDetails } from '../outline/scene-details.tsx';
import { ReviewPanel } from '../review/review-panel.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { WorldbookPanel } from '../worldbook/worldbook-panel.tsx';
import { usePanels, type PanelName } from './panel-store.ts';

const panels: Record<PanelName, () => ReactNode> = {
  worldbook: WorldbookPanel,
  draft: DraftPanel,
  review: ReviewPanel,
  details: SceneDetails,
  jobs: JobsPanel,
};

/** The window: header, tree, page, one panel, status line; the welcome where no novel is open. */
export function Shell(): ReactNode {
  const isOpen = useNovel((state) => state.novelId !== null);
  const panel = usePanels((state) => state.panel);
  const Panel = panel && panels[panel];
  return (
    <>
      {isOpen ? (
        <>
          <ManuscriptTree />
          <ScenePage />
          {Panel && <Panel />}
        </>
      ) : (
        <Welcome />
      )}
      <SettingsDialog />
    </>
  );
}
