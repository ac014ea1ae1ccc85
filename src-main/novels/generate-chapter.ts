import type { ChapterId, JobId } from '../../src-shared/domain/ids.ts';
import { QualityBar, type ChapterBrief } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import type { Db } from '../db/connection.ts';
import { getNovelSettings } from '../db/novels.ts';
import { chooseModels, readModelChoice } from '../services/model-choice.ts';
import type { NovelSession } from './novel-session.ts';
import { requireChapter } from './require-chapter.ts';

export interface ChapterWish {
  readonly chapterId: ChapterId;
  readonly quality?: QualityBar;
  readonly priority?: number;
  /** The novel's own choice where it is not given, else this machine's. */
  readonly models?: ModelChoice | undefined;
}

/** Queues the writing of a chapter and answers the job's id at once. Throws CHAPTER_NOT_FOUND. */
export function generateChapter(
  { novel, jobs }: Pick<NovelSession, 'novel' | 'jobs'>,
  { brief, ...wish }: ChapterWish & { readonly brief: ChapterBrief },
): JobId {
  requireChapter(novel.db, wish.chapterId);
  const { chapterId, quality = QualityBar.parse({}), priority, models = modelsOf(novel.db) } = wish;
  return jobs.addJob({ input: { kind: 'write-chapter', chapterId, brief, quality }, models, priority });
}

/** The models a novel asks for, else those of this machine. */
export function modelsOf(db: Db): ModelChoice {
  const { models } = getNovelSettings(db);
  return models === undefined ? chooseModels() : readModelChoice(models);
}
