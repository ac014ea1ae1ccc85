import { useEffect, useRef, type ReactNode } from 'react';
import { Splitter } from '../../ui/splitter.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useSay } from '../../words.ts';
import { DraftPanel } from '../crew/draft-panel.tsx';
import { JobsPanel } from '../crew/jobs-panel.tsx';
import { SceneDetails } from '../outline/scene-details.tsx';
import { ReviewPanel } from '../review/review-panel.tsx';
import { WorldbookPanel } from '../worldbook/worldbook-panel.tsx';
import { panelLimits, resizeColumn, useLayout } from './layout-store.ts';
import { showPanel, usePanels, type PanelName } from './panel-store.ts';
import { focusIn } from './regions.ts';
import './side-panel.css';

const panels: Record<PanelName, () => ReactNode> = {
  worldbook: WorldbookPanel,
  draft: DraftPanel,
  review: ReviewPanel,
  details: SceneDetails,
  jobs: JobsPanel,
};

/** The right side: one panel at a time, over the page where the window is narrow. */
export function SidePanel({ isOver }: { readonly isOver: boolean }): ReactNode {
  const say = useSay();
  const name = usePanels((state) => state.panel);
  const width = useLayout((state) => state.panelWidth);
  const side = useRef<HTMLElement>(null);
  useEffect(() => {
    side.current?.style.setProperty('width', `${width}px`);
    document.documentElement.style.setProperty('--panel-side', name ? `${width}px` : '0px');
  }, [width, name]);
  useFocusOf(side, { name, isOver });
  useEscape(side, { name, isOver });
  if (!name) return null;
  const Panel = panels[name];
  return (
    <>
      {!isOver && (
        <Splitter
          label={say('shell.panelWidth')}
          side="right"
          value={width}
          least={panelLimits.least}
          most={panelLimits.most}
          onChange={(next) => resizeColumn('panel', next)}
          onReset={() => resizeColumn('panel', panelLimits.usual)}
        />
      )}
      <aside
        ref={side}
        className={classNames('side-panel', isOver && 'side-panel-over')}
        aria-label={say(`command.panel.${name}`)}
        data-region="panel"
      >
        <Panel key={name} />
      </aside>
    </>
  );
}

/**
 * Escape closes a panel over the page unless something in it had a use for the key. Widgets keep keys they listen to
 * from what is around them, so the key is looked at when they are through with it.
 */
function useEscape(
  side: { readonly current: HTMLElement | null },
  { name, isOver }: { readonly name: PanelName | null; readonly isOver: boolean },
): void {
  useEffect(() => {
    const element = side.current;
    if (!element || !isOver) return;
    const heed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setTimeout(() => {
        if (!event.defaultPrevented && usePanels.getState().panel === name) showPanel(null);
      });
    };
    element.addEventListener('keydown', heed);
    return () => element.removeEventListener('keydown', heed);
  }, [side, name, isOver]);
}

/** A panel over the page takes the focus, and gives it back where it was when it closes. */
function useFocusOf(
  side: { readonly current: HTMLElement | null },
  { name, isOver }: { readonly name: PanelName | null; readonly isOver: boolean },
): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!name || !isOver) return;
    if (!side.current?.contains(document.activeElement)) {
      before.current = document.activeElement;
      if (side.current) focusIn(side.current);
    }
    return () => {
      const isLost = document.activeElement === document.body || side.current === null;
      if (isLost && before.current instanceof HTMLElement) before.current.focus();
    };
  }, [side, name, isOver]);
}
