import { z } from 'zod';
import { ChapterId } from '../../src-shared/domain/ids.ts';
import type { JobInput } from '../../src-shared/domain/job.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import { passes, type Review } from '../../src-shared/domain/qa.ts';
import { AppError } from '../../src-shared/errors.ts';
import { takeExams } from '../qa/exam/take-exams.ts';
import type { ChapterOutcome } from './outcomes.ts';
import { readScenes, reviewScenes } from './review-chapter.ts';
import { step, type Crew } from './step.ts';

type ReviewNovelInput = Extract<JobInput, { kind: 'review-novel' }>;

/** Reviews every chapter that has prose, one after the other, scene by scene as they stand; changes nothing. */
export async function reviewNovel(job: ReviewNovelInput, crew: Crew): Promise<ChapterOutcome> {
  const { byRulesOnly, quality } = job;
  const chapters = await crew.step(listChapters, {});
  const exams = byRulesOnly ? [] : await crew.step(takeExams, {});
  const all = chapters.reduce((sum, { words }) => sum + words, 0);
  const reviews: Review[] = [];
  let words = 0;
  for (const { id: chapterId, number } of chapters) {
    const within = crew.within('chapter', number);
    const scenes = await within.step(readWhatIsLeft, { chapterId });
    const begin = (wordCount: number): void => {
      crew.progress(0.02 + (0.98 * words) / all);
      words += wordCount;
    };
    reviews.push(...(await reviewScenes({ chapterId, scenes, exams, byRulesOnly, begin }, within)));
  }
  const state = reviews.every((review) => passes(review, quality.threshold)) ? 'success' : 'needs_human';
  return { state, draft: null, plan: null, beats: [], reviews, revisions: [], exams, receipts: [] };
}

/** A chapter that went into the bin since the review began has no scenes, and the rest goes on. */
const readWhatIsLeft = step({
  ...readScenes,
  run: (input, tools) =>
    readScenes.run(input, tools).catch((error: unknown) => {
      if (error instanceof AppError && /^(CHAPTER_NOT_FOUND|INPUT_INVALID)$/.test(error.code)) return [];
      throw error;
    }),
});

/** The chapters that have prose, in reading order. Throws INPUT_INVALID where there is nothing to review. */
const listChapters = step({
  name: 'chapters',
  agent: 'context-keeper',
  input: z.object({}),
  output: z.array(z.object({ id: ChapterId, number: z.int(), words: z.int() })),
  run: async (_, { library }) => {
    const chapters = chaptersOf(await library.getOutline()).flatMap(({ id, number, scenes }) => {
      const words = scenes.reduce((sum, { wordCount }) => sum + wordCount, 0);
      return words === 0 ? [] : [{ id, number, words }];
    });
    if (chapters.length === 0)
      throw new AppError('INPUT_INVALID', { field: 'novel', reason: 'it has no text to review yet' });
    return chapters;
  },
});
