import type { JobInput } from '../../src-shared/domain/job.ts';
import { gatherContext } from '../roles/context-keeper.ts';
import type { ChapterOutcome } from './outcomes.ts';
import type { Crew } from './step.ts';

export type ReviewChapterInput = Extract<JobInput, { kind: 'review-chapter' }>;

/** Reviews a chapter's scenes as they stand; changes nothing. */
export async function reviewChapter(job: ReviewChapterInput, crew: Crew): Promise<ChapterOutcome> {
  const brief = { text: '', words: 1200, tone: '' };
  const context = await crew.step(gatherContext, { chapterId: job.chapterId, brief });
  crew.progress(context.candidates.length > 0 ? 0.1 : 0);
  return { state: 'needs_human', draft: null, beats: [], reviews: [], exams: [], receipts: [] };
}
