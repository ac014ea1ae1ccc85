import { z } from 'zod';
import { BlockId, DraftId, Hash, SceneId } from './ids.ts';

export const InScene = z.object({ kind: z.literal('scene'), sceneId: SceneId });
export const InDraft = z.object({ kind: z.literal('draft'), draftId: DraftId });
export const AnchorTarget = z.discriminatedUnion('kind', [InScene, InDraft]);
export type AnchorTarget = z.infer<typeof AnchorTarget>;

/** What a patch or a finding points at. `quote` is copied from the text before a model is asked, never taken from its answer. */
export const Anchor = z.object({
  target: AnchorTarget,
  blockId: BlockId,
  baseHash: Hash, // of the block's text when it was read ("\n" for a hard break)
  start: z.int().min(0), // UTF-16 offsets into that text
  end: z.int().min(0),
  quote: z.string(),
});
export type Anchor = z.infer<typeof Anchor>;
