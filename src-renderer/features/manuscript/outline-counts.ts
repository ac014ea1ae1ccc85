import { create } from 'zustand';
import type { Outline, SceneSummary } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';

/** The words of today over the whole novel. */
export const useToday = create<{ readonly words: number }>()(() => ({ words: 0 }));

interface Saved {
  readonly summary: SceneSummary;
  readonly wordsToday: number;
}
const restMs = 600;
let waiting: Saved | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Takes over what a save told, for `showSavedAtRest`: the outline is drawn anew with it, and that must not happen
 * between two keys while the writer types on.
 */
export function keepSaved(saved: Saved): void {
  if (waiting && waiting.summary.id !== saved.summary.id) showSaved();
  waiting = saved;
}

/** When the keys have rested puts the saved scene into the outline that the window has, and the words of the day beside it. */
export function showSavedAtRest(): void {
  clearTimeout(timer);
  if (waiting) timer = setTimeout(showSaved, restMs);
}

function showSaved(): void {
  if (!waiting) return;
  const { summary, wordsToday } = waiting;
  waiting = null;
  useToday.setState({ words: wordsToday });
  useNovel.setState(({ outline }) => ({ outline: outline && withScene(outline, summary) }));
}

/** Asks main for the words of today. */
export async function refreshToday(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId) useToday.setState({ words: await api.request('scenes.countToday', { novelId }) });
}

/** The outline with one scene as it was saved; all the rest stays the same objects. */
export function withScene(outline: Outline, saved: SceneSummary): Outline {
  const acts = outline.acts.map((act) => {
    if (!act.chapters.some(({ id }) => id === saved.chapterId)) return act;
    const chapters = act.chapters.map((chapter) => {
      if (chapter.id !== saved.chapterId) return chapter;
      const scenes = chapter.scenes.map((scene) =>
        scene.id === saved.id && scene.revision <= saved.revision ? { ...scene, ...countsOf(saved) } : scene,
      );
      return { ...chapter, scenes };
    });
    return { ...act, chapters };
  });
  return { ...outline, acts };
}

function countsOf({ wordCount, revision, updatedAt }: SceneSummary) {
  return { wordCount, revision, updatedAt };
}

useNovel.subscribe(({ novelId }, before) => {
  if (novelId === before.novelId) return;
  waiting = null;
  void refreshToday().catch(() => useToday.setState({ words: 0 }));
});
