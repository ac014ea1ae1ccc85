import { z } from 'zod';
import { BlockId, ChapterId, DraftId, JobId, SceneId } from './ids.ts';
import { PassageTarget } from './passage.ts';
import { Block, ProseDocument } from './prose.ts';

/** The revision a scene had when a draft was made beside it. */
export const SceneBase = z.object({ sceneId: SceneId, revision: z.int() });
export type SceneBase = z.infer<typeof SceneBase>;

/** A stretch of a draft's paragraph: UTF-16 offsets into its text. */
export const DraftPiece = z.strictObject({ blockId: BlockId, start: z.int().min(0), end: z.int().min(0) });
export type DraftPiece = z.infer<typeof DraftPiece>;

/** A stretch that stands in the manuscript now, and the block it became there. */
export const TakenPiece = DraftPiece.extend({ sceneId: SceneId, sceneBlockId: BlockId });
export type TakenPiece = z.infer<typeof TakenPiece>;

/** How a part read before it was written again. */
export const EarlierWording = z.strictObject({
  blocks: z.array(Block).min(1).readonly(),
  replacedBy: z.array(BlockId).min(1).readonly(),
});
export type EarlierWording = z.infer<typeof EarlierWording>;

/** Generated prose that waits for the writer. Scene breaks part it into the scenes it would fill. */
export const Draft = z.object({
  id: DraftId,
  jobId: JobId,
  chapterId: ChapterId,
  document: ProseDocument,
  bases: z.array(SceneBase).readonly(),
  state: z.enum(['open', 'accepted', 'discarded']),
  target: PassageTarget.nullable(), // null: a whole chapter
  taken: z.array(TakenPiece).readonly(),
  earlier: z.array(EarlierWording).readonly(), // the newest last
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Draft = z.infer<typeof Draft>;

/** What an undo puts back of a draft: everything that deciding on it changes. */
export const DraftState = Draft.pick({
  document: true,
  state: true,
  taken: true,
  earlier: true,
  bases: true,
});
export type DraftState = z.infer<typeof DraftState>;
