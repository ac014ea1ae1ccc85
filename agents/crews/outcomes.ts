import { z } from 'zod';
import { ContextReceipt } from '../../src-shared/domain/context.ts';
import { SceneBase } from '../../src-shared/domain/draft.ts';
import { DraftId } from '../../src-shared/domain/ids.ts';
import { ProseDocument } from '../../src-shared/domain/prose.ts';
import { ExamResult, Review } from '../../src-shared/domain/qa.ts';

/** One step of a chapter's plan: what happens, who is there, where, and how it ends. */
export const Beat = z.object({
  number: z.int(), // from 1
  happens: z.string(),
  characters: z.array(z.string()).readonly(),
  place: z.string(),
  words: z.int(), // about how long
});
export type Beat = z.infer<typeof Beat>;

/** A chapter as the crew has it: its id is made once, its blocks keep theirs through every revision. */
export const ChapterDraft = z.object({
  id: DraftId,
  document: ProseDocument,
  bases: z.array(SceneBase).readonly(),
});
export type ChapterDraft = z.infer<typeof ChapterDraft>;

/** What a crew returns. Patches in `reviews` carry what became of them. */
export const ChapterOutcome = z.object({
  state: z.enum(['success', 'needs_human']),
  draft: ChapterDraft.nullable(), // null for a review of what already stands
  beats: z.array(Beat).readonly(),
  reviews: z.array(Review).readonly(), // a round each
  exams: z.array(ExamResult).readonly(),
  receipts: z.array(ContextReceipt).readonly(),
});
export type ChapterOutcome = z.infer<typeof ChapterOutcome>;
