import { useEffect, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { BlockId, ChapterId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import type { Block, Inline, Paragraph } from '../../../src-shared/domain/prose.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { placeOfPoint } from './place-of-point.ts';
import { showPage } from './page-store.ts';
import { flushScene, openScene, useScene } from './scene-store.ts';
import './chapter-page.css';

/** A chapter as a reader has it: its scenes one after the other. A click, or Enter on a scene, goes there to write. */
export function ChapterPage(): ReactNode {
  const say = useSay();
  const chapterId = useScene((state) => state.scene?.chapterId);
  const outline = useNovel((state) => state.outline);
  const scenes = useChapterScenes(chapterId);
  const chapter = outline && chaptersOf(outline).find(({ id }) => id === chapterId);
  if (!chapter || !scenes) return null;
  return (
    <div className="scene-page-scroller" tabIndex={-1}>
      <article className="scene-page-sheet">
        <header className="chapter-page-head">
          <h1 className="scene-page-title">
            {chapter.title || say('page.chapter', { number: chapter.number })}
          </h1>
          <Button variant="quiet" onPress={() => showPage('scene')}>
            {say('page.write')}
          </Button>
        </header>
        {scenes.map((scene, at) => (
          <ReadScene key={scene.id} scene={scene} number={at + 1} />
        ))}
      </article>
    </div>
  );
}

function useChapterScenes(chapterId: ChapterId | undefined): readonly Scene[] | null {
  const [scenes, setScenes] = useState<readonly Scene[] | null>(null);
  const outline = useNovel((state) => state.outline);
  useEffect(() => {
    if (!chapterId) return;
    let isCurrent = true;
    flushScene()
      .then(() => api.request('scenes.listOfChapter', { novelId: openNovelId(), chapterId }))
      .then((read) => void (isCurrent && setScenes(read)), notifyError);
    return () => void (isCurrent = false);
  }, [chapterId, outline]);
  return scenes;
}

function ReadScene({ scene, number }: { readonly scene: Scene; readonly number: number }): ReactNode {
  const say = useSay();
  const language = useNovel((state) => state.outline?.novel.language);
  const go = (place: { readonly blockId: BlockId; readonly offset: number } | null): void => {
    showPage('scene');
    void openScene(scene.id, { cursor: place, scroll: null });
  };
  const onClick = (event: MouseEvent): void => {
    if (document.getSelection()?.isCollapsed ?? true) go(placeOfPoint(event.clientX, event.clientY));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) go(null);
  };
  const title = scene.title || say('page.scene', { number });
  return (
    <section
      className="chapter-page-scene prose"
      tabIndex={0}
      lang={language}
      aria-label={say('page.goTo', { scene: title })}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {scene.document.content.map((block) => (
        <ReadBlock key={block.attrs.id} block={block} />
      ))}
    </section>
  );
}

function ReadBlock({ block }: { readonly block: Block }): ReactNode {
  if (block.type === 'sceneBreak') return <hr className="prose-break" />;
  if (block.type === 'paragraph') return <ReadParagraph paragraph={block} />;
  return (
    <blockquote className="prose-quotation">
      {block.content.map((paragraph) => (
        <ReadParagraph key={paragraph.attrs.id} paragraph={paragraph} />
      ))}
    </blockquote>
  );
}

function ReadParagraph({ paragraph }: { readonly paragraph: Paragraph }): ReactNode {
  const { content } = paragraph;
  return <p data-id={paragraph.attrs.id}>{content ? content.map(readInline) : <br />}</p>;
}

function readInline(part: Inline, at: number): ReactNode {
  if (part.type === 'hardBreak') return <br key={at} />;
  const has = (mark: string): boolean => part.marks?.some(({ type }) => type === mark) ?? false;
  const text = has('bold') ? <strong>{part.text}</strong> : part.text;
  return has('italic') ? <em key={at}>{text}</em> : <span key={at}>{text}</span>;
}
