import { useCallback, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { runCommand } from '../commands/commands.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { offerLongPaste } from '../transfer/import-manuscript.ts';
import { ChapterPage } from './chapter-page.tsx';
import { CompareDialog } from './compare-view.tsx';
import { ConflictWatch } from './conflict-watch.tsx';
import { FindBar } from './find-bar.tsx';
import './manuscript-commands.ts';
import { usePage } from './page-store.ts';
import { attachEditor, onLongPaste, setScroller } from './scene-editor.ts';
import { useScene } from './scene-store.ts';
import { openFaultMenu, watchSpelling } from './spelling.ts';
import { VersionsDialog } from './versions-dialog.tsx';
import './scene-page.css';

onLongPaste(offerLongPaste);

/** The page: one scene to write in, or its chapter to read. */
export function ScenePage(): ReactNode {
  const view = usePage((state) => state.view);
  const isOpen = useScene((state) => state.scene !== null);
  useEffect(watchSpelling, []);
  return (
    <main className="scene-page">
      <div className="scene-page-frame">
        {isOpen && view === 'chapter' ? <ChapterPage /> : <WritingPage isOpen={isOpen} />}
      </div>
      <VersionsDialog />
      <CompareDialog />
      <ConflictWatch />
    </main>
  );
}

function WritingPage({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const editor = useActiveEditor((state) => state.editor);
  const host = useRef<HTMLDivElement>(null);
  const scroller = useCallback((element: HTMLDivElement | null) => setScroller(element), []);
  useLayoutEffect(() => {
    if (editor && host.current) attachEditor(host.current);
  }, [editor, isOpen]);
  return (
    <>
      {isOpen && <FindBar />}
      <div className="scene-page-scroller" ref={scroller}>
        {isOpen ? (
          <article className="scene-page-sheet">
            <SceneHead />
            <div
              ref={host}
              className="scene-page-text"
              onContextMenu={(event) => openFaultMenu(event.nativeEvent) && event.preventDefault()}
            />
          </article>
        ) : (
          <NoScene />
        )}
      </div>
    </>
  );
}

function SceneHead(): ReactNode {
  const say = useSay();
  const scene = useScene((state) => state.scene);
  const outline = useNovel((state) => state.outline);
  if (!scene || !outline) return null;
  const chapter = chaptersOf(outline).find(({ id }) => id === scene.chapterId);
  const title = chapter?.scenes.find(({ id }) => id === scene.id)?.title ?? scene.title;
  const number = (chapter?.scenes.findIndex(({ id }) => id === scene.id) ?? 0) + 1;
  const chapterTitle = chapter && (chapter.title || say('page.chapter', { number: chapter.number }));
  return (
    <header className="scene-page-head">
      {chapterTitle && <p className="scene-page-chapter">{chapterTitle}</p>}
      <h1 className="scene-page-title">{title || say('page.scene', { number })}</h1>
    </header>
  );
}

function NoScene(): ReactNode {
  const say = useSay();
  const isLoaded = useNovel((state) => state.outline !== null);
  if (!isLoaded) return null;
  return (
    <EmptyState
      text={say('page.noScene')}
      action={<Button onPress={() => void runCommand('scene.add')}>{say('page.addScene')}</Button>}
    />
  );
}
