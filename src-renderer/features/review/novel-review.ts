import { create } from 'zustand';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { confirm } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { estimateLines } from '../costs/estimate-lines.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { settled } from './review-page.ts';

interface NovelReviewState {
  /** How many findings wait in each scene that was reviewed; null until they were counted. */
  readonly counts: ReadonlyMap<SceneId, number> | null;
}

export const useNovelReview = create<NovelReviewState>()(() => ({ counts: null }));

/** Counts again what waits in every scene. */
export async function countNovel(): Promise<void> {
  try {
    await settled();
    const novelId = openNovelId();
    const counts = await api.request('reviews.count', { novelId });
    if (useNovel.getState().novelId !== novelId) return;
    useNovelReview.setState({ counts: new Map(counts.map(({ sceneId, open }) => [sceneId, open])) });
  } catch (error) {
    notifyError(error);
  }
}

/** Says how much there is to read and what it may cost, and asks whether to begin. */
export async function mayReviewNovel(byRulesOnly: boolean): Promise<boolean> {
  const { outline, novelId } = useNovel.getState();
  if (outline === null || novelId === null) return false;
  const scenes = chaptersOf(outline).map((chapter) =>
    chapter.scenes.filter(({ wordCount }) => wordCount > 0),
  );
  const chapters = scenes.filter(({ length }) => length > 0).length;
  const words = scenes.flat().reduce((sum, { wordCount }) => sum + wordCount, 0);
  const text = say('review.novel-text', { chapters, words });
  const cost = byRulesOnly || !useSettings.getState().modelFeatures ? '' : await sayCost();
  return confirm({
    title: say('review.novel-title'),
    text: cost === '' ? text : `${text}\n\n${cost}`,
    yes: say('review.novel-begin'),
    no: say('review.cancel-novel'),
  });
}

async function sayCost(): Promise<string> {
  const wish = { kind: 'review-novel', novelId: openNovelId() } as const;
  const estimate = await api.request('costs.estimate', wish);
  return estimateLines(estimate, wish.kind).join('\n');
}

useNovel.subscribe(({ novelId }, last) => {
  if (novelId !== last.novelId) useNovelReview.setState({ counts: null });
});
