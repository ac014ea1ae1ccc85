import {
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { SaveFailure } from '../manuscript/save-failure.tsx';
import { ScenePage } from '../manuscript/scene-page.tsx';
import { ManuscriptTree } from '../outline/manuscript-tree.tsx';
import { FocusLeave } from './focus-leave.tsx';
import { Header } from './header.tsx';
import { narrow, resizeColumn, treeLimits, useLayout } from './layout-store.ts';
import { SidePanel } from './side-panel.tsx';
import { StatusLine } from './status-line.tsx';
import './workspace.css';

/** The window with a novel open: head, tree, page, panel, foot; the page alone in focus mode. */
export function Workspace(): ReactNode {
  const isFocused = useLayout((state) => state.isFocused);
  const isNarrow = useIsNarrow();
  const isPageDrawn = useDeferredValue(true, false); // the text can be written in before all around it is drawn
  const title = useNovel((state) => state.outline?.novel.title ?? '');
  useEffect(() => {
    document.title = title === '' ? 'Fabula' : `${title} · Fabula`;
    return () => void (document.title = 'Fabula');
  }, [title]);
  return (
    <div className={classNames('workspace', isFocused && 'workspace-focused')}>
      {!isFocused && (isPageDrawn ? <Header /> : <header className="header" />)}
      <SaveFailure />
      <div className="workspace-columns">
        {!isFocused && <TreeColumn isDrawn={isPageDrawn} />}
        <div className="workspace-page" data-region="page">
          <ScenePage />
          {isFocused && <FocusLeave />}
        </div>
        {!isFocused && isPageDrawn && <SidePanel isOver={isNarrow} />}
      </div>
      {!isFocused && (isPageDrawn ? <StatusLine /> : <footer className="status-line" />)}
    </div>
  );
}

function TreeColumn({ isDrawn }: { readonly isDrawn: boolean }): ReactNode {
  const say = useSay();
  const width = useLayout((state) => state.treeWidth);
  const isShown = useLayout((state) => state.isTreeShown);
  const column = useRef<HTMLElement>(null);
  useLayoutEffect(() => column.current?.style.setProperty('width', `${width}px`), [width, isShown]);
  if (!isShown) return null;
  return (
    <>
      <nav
        ref={column}
        className="workspace-tree"
        aria-label={say('shell.tree')}
        data-region="tree"
        data-drop="manuscript"
      >
        {isDrawn && <ManuscriptTree />}
      </nav>
      <Splitter
        label={say('shell.treeWidth')}
        side="left"
        value={width}
        least={treeLimits.least}
        most={treeLimits.most}
        onChange={(next) => resizeColumn('tree', next)}
        onReset={() => resizeColumn('tree', treeLimits.usual)}
      />
    </>
  );
}

const query = `(width < ${narrow}px)`;
const watchWidth = (changed: () => void): (() => void) => {
  const list = matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
};

function useIsNarrow(): boolean {
  return useSyncExternalStore(watchWidth, () => matchMedia(query).matches);
}
