import type { ChapterId, JobId, SceneId } from '../../src-shared/domain/ids.ts';
import type { AppSettings } from '../../src-shared/domain/settings.ts';
import type { NovelSession } from './novel-session.ts';
import { modelsOffered, offerModels } from './offer-models.ts';
import { reviewChapter } from './review-chapter.ts';

interface ReviewWish {
  readonly chapterId: ChapterId;
  readonly sceneId?: SceneId | undefined;
  readonly byRulesOnly: boolean;
}

/**
 * Queues a review and lets it run. Where model features are off or the chosen model's file is not there, rules alone
 * judge, and the queue's other jobs stay where they are. Throws CHAPTER_NOT_FOUND.
 */
export function startReview(
  session: Pick<NovelSession, 'novel' | 'jobs' | 'db'>,
  { wish, settings }: { readonly wish: ReviewWish; readonly settings: AppSettings },
): JobId {
  const { jobs, db } = session;
  const { modelFeatures } = settings;
  const isModelThere = offerModels(db)[0]?.missing === null;
  const byRulesOnly = wish.byRulesOnly || !modelFeatures || !isModelThere;
  const jobId = reviewChapter(session, {
    ...wish,
    byRulesOnly,
    models: modelsOffered(db, undefined),
    priority: 1,
  });
  jobs.start(modelFeatures ? undefined : jobId);
  return jobId;
}
