import { z } from 'zod';
import { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import { ChapterId } from '../../src-shared/domain/ids.ts';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import { ProseDocument } from '../../src-shared/domain/prose.ts';
import { ExamResult } from '../../src-shared/domain/qa.ts';
import { Beat } from '../../src-shared/domain/beat.ts';

/** What is reviewed: a text, where it stands, what was asked of it, and which exams the reviewers have sat. */
export const ReviewInput = z.object({
  document: ProseDocument,
  target: AnchorTarget,
  chapterId: ChapterId,
  beats: z.array(Beat).readonly(),
  brief: ChapterBrief.nullable(), // null: the text stands already, nothing was asked
  round: z.int(),
  exams: z.array(ExamResult).readonly(),
  byRulesOnly: z.boolean().optional(), // no model is asked, neither to judge nor to word a repair
});
export type ReviewInput = z.infer<typeof ReviewInput>;
