import { useEffect, useState, type ReactNode } from 'react';
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
  const unsaved = scene && live.scene !== null ? live.scene - savedWords(outline, scene.id) : 0;
  const chapter = chaptersOf(outline).find(({ id }) => id === scene?.chapterId);
  const sum = (scenes: readonly { wordCount: number }[]): number =>
    scenes.reduce((words, { wordCount }) => words + wordCount, 0) + unsaved;
  return (
    <div className="word-counts" role="group" aria-label={say('count.words')}>
      {live.selection > 0 && <span>{say('count.selection', { count: live.selection })}</span>}
      {scene && live.scene !== null && <SceneCount words={live.scene} goal={scene.wordGoal} />}
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
  readonly scene: number | null;
  readonly selection: number;
}

const restMs = 200; // counting waits until the keys rest for a moment

function useLiveCounts(language: string): LiveCounts {
  const editor = useActiveEditor((state) => state.editor);
  const sceneId = useActiveEditor((state) => state.sceneId);
  const [counts, setCounts] = useState<LiveCounts>({ scene: null, selection: 0 });
  useEffect(() => {
    if (!editor || !sceneId) return setCounts({ scene: null, selection: 0 });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = (): void => {
      const next = {
        scene: wordsOf(editor.state.doc, language),
        selection: selectedWords(editor.state, language),
      };
      setCounts((last) => (last.scene === next.scene && last.selection === next.selection ? last : next));
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(count, restMs);
    };
    count();
    editor.on('transaction', soon);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', soon);
    };
  }, [editor, sceneId, language]);
  return counts;
}
