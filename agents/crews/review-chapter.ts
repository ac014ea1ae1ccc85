import { z } from 'zod';
import { ChapterId, SceneId } from '../../src-shared/domain/ids.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { passes, type ExamResult, type Review } from '../../src-shared/domain/qa.ts';
import { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { takeExams } from '../qa/exam/take-exams.ts';
import { reviewText } from '../qa/review.ts';
import type { ChapterOutcome } from './outcomes.ts';
import { step, type Crew } from './step.ts';

export type ReviewChapterInput = Extract<JobInput, { kind: 'review-chapter' }>;

/** Reviews a chapter's scenes, or one of them, as they stand, a review each in reading order; changes nothing. */
export async function reviewChapter(job: ReviewChapterInput, crew: Crew): Promise<ChapterOutcome> {
  const { chapterId, sceneId, byRulesOnly, quality } = job;
  const scenes = await crew.step(readScenes, { chapterId, sceneId });
  const exams = byRulesOnly ? [] : await crew.step(takeExams, {});
  let done = 0;
  const begin = (): void => crew.progress(0.1 + (0.9 * done++) / scenes.length);
  const reviews = await reviewScenes({ chapterId, scenes, exams, byRulesOnly, begin }, crew);
  const state = reviews.every((review) => passes(review, quality.threshold)) ? 'success' : 'needs_human';
  return { state, draft: null, plan: null, beats: [], reviews, revisions: [], exams, receipts: [] };
}

interface ScenesToReview {
  readonly chapterId: ChapterId;
  readonly scenes: readonly Scene[];
  readonly exams: readonly ExamResult[];
  readonly byRulesOnly: boolean | undefined;
  /** Told before each scene, with its words. */
  begin(words: number): void;
}

/** Reviews scenes of a chapter one after the other, a review each. */
export async function reviewScenes(of: ScenesToReview, crew: Crew): Promise<readonly Review[]> {
  const { chapterId, scenes, exams, byRulesOnly, begin } = of;
  const reviews: Review[] = [];
  for (const [at, { id, document, wordCount }] of scenes.entries()) {
    begin(wordCount);
    const target = { kind: 'scene', sceneId: id } as const;
    const text = { document, target, chapterId, beats: [], brief: null, round: 0, exams, byRulesOnly };
    reviews.push(await reviewText(text, crew.within('scene', at + 1)));
  }
  return reviews;
}

/** The chapter's scenes that have prose. Throws CHAPTER_NOT_FOUND, and INPUT_INVALID where there is nothing to review. */
export const readScenes = step({
  name: 'scenes',
  agent: 'context-keeper',
  input: z.object({ chapterId: ChapterId, sceneId: SceneId.optional() }),
  output: z.array(Scene),
  run: async ({ chapterId, sceneId }, { library }) => {
    const chapter = chaptersOf(await library.getOutline()).find(({ id }) => id === chapterId);
    if (!chapter) throw new AppError('CHAPTER_NOT_FOUND', { chapter: chapterId });
    const scenes = (await library.getChapterScenes(chapterId)).filter(
      ({ id, wordCount }) => wordCount > 0 && (sceneId === undefined || id === sceneId),
    );
    if (scenes.length === 0)
      throw new AppError('INPUT_INVALID', {
        field: `chapter ${chapter.number}`,
        reason: 'it has no text to review yet',
      });
    return scenes;
  },
});
