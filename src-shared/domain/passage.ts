import { z } from 'zod';
import { BlockId, DraftId, SceneId } from './ids.ts';

/** A place in a paragraph: UTF-16 offset into its text, "\n" for a hard break. */
export const TextPoint = z.strictObject({ blockId: BlockId, offset: z.int().min(0) });
export type TextPoint = z.infer<typeof TextPoint>;

/** What a helper is asked to do with a passage. */
export const helpTasks = ['continue', 'rewrite', 'expand'] as const;
export const HelpTask = z.enum(helpTasks);
export type HelpTask = z.infer<typeof HelpTask>;

/** Where a passage stands: between two points of a scene (the same one twice for a continuation), or in a draft. */
export const PassageTarget = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scene'),
    sceneId: SceneId,
    revision: z.int(), // of the scene when the passage was read
    start: TextPoint,
    end: TextPoint,
  }),
  z.strictObject({
    kind: z.literal('draft'),
    draftId: DraftId,
    blockIds: z.array(BlockId).min(1).readonly(),
  }),
]);
export type PassageTarget = z.infer<typeof PassageTarget>;
