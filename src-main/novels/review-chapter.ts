import type { JobId, SceneId } from '../../src-shared/domain/ids.ts';
import { QualityBar, type JobInput } from '../../src-shared/domain/job.ts';
import { AppError } from '../../src-shared/errors.ts';
import { chaptersOf, type Chapter } from '../../src-shared/domain/novel.ts';
import type { Db } from '../db/connection.ts';
import { getOutline } from '../db/outline.ts';
import { modelsOf, type ChapterWish } from './generate-chapter.ts';
import type { NovelSession } from './novel-session.ts';
import { requireChapter } from './require-chapter.ts';

/** Queues the review of a chapter, or of one of its scenes, as it stands and answers the job's id at once. Throws CHAPTER_NOT_FOUND. */
export function reviewChapter(
  { novel, jobs }: Pick<NovelSession, 'novel' | 'jobs'>,
  wish: ChapterWish & { readonly sceneId?: SceneId | undefined; readonly byRulesOnly?: boolean },
): JobId {
  requireChapter(novel.db, wish.chapterId);
  const {
    chapterId,
    sceneId,
    byRulesOnly,
    quality = QualityBar.parse({}),
    priority,
    models = modelsOf(novel.db),
  } = wish;
  return jobs.addJob({
    input: { kind: 'review-chapter', chapterId, sceneId, byRulesOnly, quality },
    models,
    priority,
  });
}

type HowToReview = Omit<ChapterWish, 'chapterId'> & { readonly byRulesOnly?: boolean };

/** Queues the review of every chapter that has prose and answers the job's id at once. Throws INPUT_INVALID where none has. */
export function reviewNovel(
  { novel, jobs }: Pick<NovelSession, 'novel' | 'jobs'>,
  { priority, models = modelsOf(novel.db), ...how }: HowToReview,
): JobId {
  return jobs.addJob({ input: inputOfNovel(novel.db, how), models, priority });
}

/** The work of a whole novel's review. Throws INPUT_INVALID where no chapter has prose. */
export function inputOfNovel(
  db: Db,
  { byRulesOnly, quality = QualityBar.parse({}) }: HowToReview = {},
): Extract<JobInput, { kind: 'review-novel' }> {
  const hasText = ({ scenes }: Chapter): boolean => scenes.some(({ wordCount }) => wordCount > 0);
  const first = chaptersOf(getOutline(db)).find(hasText);
  if (!first) throw new AppError('INPUT_INVALID', { field: 'novel', reason: 'it has no text to review yet' });
  return { kind: 'review-novel', chapterId: first.id, byRulesOnly, quality };
}
