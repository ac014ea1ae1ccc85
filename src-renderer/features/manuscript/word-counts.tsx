import { useEffect, useState, type ReactNode } from 'react';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, scenesOf, type Outline } from '../../../src-shared/domain/novel.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { selectedWords, wordsOf } from '../../editor/word-count.ts';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { useToday } from './outline-counts.ts';
import { useScene } from './scene-store.ts';
import './word-counts.css';

/** Words in the selection, the scene, the chapter and the novel, and those of today. */
export function WordCounts(): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const scene = useScene((state) => state.scene);
  const today = useToday((state) => state.words);
  const live = useLiveCounts(outline?.novel.language ?? 'en');
  if (!outline) return null;
  const stored = scene ? savedWords(outline, scene.id) : 0;
  const isCounted = live !== null && live.sceneId === scene?.id;
  const words = isCounted ? live.scene : stored;
  const unsaved = words - stored;
  const chapter = chaptersOf(outline).find(({ id }) => id === scene?.chapterId);
  const sum = (scenes: readonly { wordCount: number }[]): number =>
    scenes.reduce((total, { wordCount }) => total + wordCount, 0) + unsaved;
  return (
    <div className="word-counts" role="group" aria-label={say('count.words')}>
      {isCounted && live.selection > 0 && <span>{say('count.selection', { count: live.selection })}</span>}
      {scene && <SceneCount words={words} goal={scene.wordGoal} />}
      {chapter && (
        <span className="word-counts-chapter">{say('count.chapter', { count: sum(chapter.scenes) })}</span>
      )}
      <span className="word-counts-novel">{say('count.novel', { count: sum(scenesOf(outline)) })}</span>
      <span>{say('count.today', { count: today + unsaved })}</span>
    </div>
  );
}

function SceneCount({ words, goal }: { readonly words: number; readonly goal: number | null }): ReactNode {
  const say = useSay();
  if (goal === null || goal === 0) return <span>{say('count.scene', { count: words })}</span>;
  const text = say('count.sceneGoal', { count: words, goal, percent: Math.floor((words / goal) * 100) });
  return (
    <span className="word-counts-goal">
      {text}
      <progress className="word-counts-bar" value={Math.min(words, goal)} max={goal} aria-label={text} />
    </span>
  );
}

function savedWords(outline: Outline, id: string): number {
  return scenesOf(outline).find((scene) => scene.id === id)?.wordCount ?? 0;
}

interface LiveCounts {
  readonly sceneId: SceneId;
  readonly scene: number;
  readonly selection: number;
}

const restMs = 200; // counting waits until the keys rest for a moment

/** What is counted in the editor; null until it was, and still the last scene's a moment after another one was opened. */
function useLiveCounts(language: string): LiveCounts | null {
  const editor = useActiveEditor((state) => state.editor);
  const sceneId = useActiveEditor((state) => state.sceneId);
  const [counts, setCounts] = useState<LiveCounts | null>(null);
  useEffect(() => {
    if (!editor || !sceneId) return setCounts(null);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = (): void => {
      const scene = wordsOf(editor.state.doc, language);
      const selection = selectedWords(editor.state, language);
      setCounts((last) => {
        const isSame = last?.sceneId === sceneId && last.scene === scene && last.selection === selection;
        return isSame ? last : { sceneId, scene, selection };
      });
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(count, restMs);
    };
    soon();
    editor.on('transaction', soon);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', soon);
    };
  }, [editor, sceneId, language]);
  return counts;
}
