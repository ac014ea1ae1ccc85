import { z } from 'zod';
import { Beat } from '../../src-shared/domain/beat.ts';
import { ContextReceipt } from '../../src-shared/domain/context.ts';
import { SceneBase } from '../../src-shared/domain/draft.ts';
import { BlockId, DraftId, FindingId } from '../../src-shared/domain/ids.ts';
import { ProseDocument } from '../../src-shared/domain/prose.ts';
import { ExamResult, Review } from '../../src-shared/domain/qa.ts';

/** A chapter as the crew has it: its id is made once, its blocks keep theirs through every revision. */
export const ChapterDraft = z.object({
  id: DraftId,
  document: ProseDocument,
  bases: z.array(SceneBase).readonly(),
});
export type ChapterDraft = z.infer<typeof ChapterDraft>;

/** Who made a chapter's plan, and why it was not the model where it was not. */
export const PlanOrigin = z.object({ by: z.enum(['model', 'brief']), reason: z.string().nullable() });
export type PlanOrigin = z.infer<typeof PlanOrigin>;

/** What became of one block that findings name. */
export const Revision = z.object({
  round: z.int(),
  blockId: BlockId,
  findingIds: z.array(FindingId).readonly(),
  state: z.enum(['revised', 'refused']),
  reason: z.string().nullable(), // why it was refused: "unchanged", "lost-name" ...
});
export type Revision = z.infer<typeof Revision>;

/** What a crew returns. Patches in `reviews` carry what became of them. */
export const ChapterOutcome = z.object({
  state: z.enum(['success', 'needs_human']),
  draft: ChapterDraft.nullable(), // null for a review of what already stands
  plan: PlanOrigin.nullable(),
  beats: z.array(Beat).readonly(),
  reviews: z.array(Review).readonly(), // a text and a round each, in the order they were made
  revisions: z.array(Revision).readonly(),
  exams: z.array(ExamResult).readonly(),
  receipts: z.array(ContextReceipt).readonly(),
});
export type ChapterOutcome = z.infer<typeof ChapterOutcome>;
