import { useEffect, useState, type ReactNode } from 'react';
import type { EntryChoice } from '../../../src-shared/ipc/outline.ts';
import { api } from '../../api.ts';
import { useAfterPaint } from '../../ui/after-paint.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { notifyError } from '../../ui/notices.ts';
import { PanelHead } from '../../ui/panel-head.tsx';
import { useSay } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { HolderFields } from './holder-fields.tsx';
import { findNode } from './outline-nodes.ts';
import { useOutlineView } from './outline-view.ts';
import { SceneFields } from './scene-fields.tsx';
import './scene-details.css';

/** What is known of the selected scene, chapter or act besides its prose. */
export function SceneDetails(): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const selected = useAfterPaint(useOutlineView((state) => state.selected));
  const entries = useEntries();
  const node = outline && selected ? findNode(outline, selected) : null;
  const head = node ? say(`outline.details.${node.kind}`) : say('outline.details');
  return (
    <section className="scene-details" aria-label={head}>
      <PanelHead title={head} onClose={() => showPanel(null)} />
      <div className="scene-details-fields">
        {node === null && <EmptyState text={say('outline.nothingSelected')} />}
        {node?.kind === 'scene' && <SceneFields key={node.id} scene={node.scene} entries={entries} />}
        {node && node.kind !== 'scene' && <HolderFields key={node.id} node={node} />}
      </div>
    </section>
  );
}

/** The worldbook's entries by name, read anew when it changes. */
function useEntries(): readonly EntryChoice[] {
  const novelId = useNovel((state) => state.novelId);
  const [entries, setEntries] = useState<readonly EntryChoice[]>([]);
  useEffect(() => {
    if (novelId === null) return;
    const read = (): void => {
      void api.request('outline.listEntries', { novelId: openNovelId() }).then(setEntries, notifyError);
    };
    read();
    return api.on('novels.changed', (change) => {
      if (change.lore && change.novelId === novelId) read();
    });
  }, [novelId]);
  return entries;
}
