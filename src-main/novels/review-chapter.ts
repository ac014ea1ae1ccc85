import type { JobId, SceneId } from '../../src-shared/domain/ids.ts';
import { QualityBar } from '../../src-shared/domain/job.ts';
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
