import type { ChapterId, JobId, SceneId } from '../../src-shared/domain/ids.ts';
import type { AppSettings } from '../../src-shared/domain/settings.ts';
import type { NovelSession } from './novel-session.ts';
import { modelsOffered, offerModels } from './offer-models.ts';
import { reviewChapter, reviewNovel } from './review-chapter.ts';

interface ReviewWish {
  readonly chapterId: ChapterId | null; // null: the whole novel
  readonly sceneId?: SceneId | undefined;
  readonly byRulesOnly: boolean;
}

/**
 * Queues a review and lets it run. Where model features are off or the chosen model's file is not there, rules alone
 * judge, and the queue's other jobs stay where they are. Throws CHAPTER_NOT_FOUND, and INPUT_INVALID
 * for a novel without text.
 */
export function startReview(
  session: Pick<NovelSession, 'novel' | 'jobs' | 'db'>,
  { wish, settings }: { readonly wish: ReviewWish; readonly settings: AppSettings },
): JobId {
  const { jobs, db } = session;
  const { modelFeatures } = settings;
  const isModelThere = offerModels(db)[0]?.missing === null;
  const byRulesOnly = wish.byRulesOnly || !modelFeatures || !isModelThere;
  const { chapterId, sceneId } = wish;
  const how = { byRulesOnly, models: modelsOffered(db, undefined) };
  const jobId =
    chapterId === null
      ? reviewNovel(session, { ...how, priority: 0 })
      : reviewChapter(session, { ...how, chapterId, sceneId, priority: 1 });
  jobs.start(modelFeatures ? undefined : jobId);
  return jobId;
}
