import { z } from 'zod';
import { ActId, ChapterId, SceneId } from './ids.ts';

export const ItemKind = z.enum(['act', 'chapter', 'scene']);
export type ItemKind = z.infer<typeof ItemKind>;

/** An act, a chapter or a scene, by its id. */
export const OutlineItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('act'), id: ActId }),
  z.strictObject({ kind: z.literal('chapter'), id: ChapterId }),
  z.strictObject({ kind: z.literal('scene'), id: SceneId }),
]);
export type OutlineItem = z.infer<typeof OutlineItem>;

/** Where an item goes: beside another of its kind, or to the end of what holds its kind (null: the novel, for acts). */
export const Spot = z.union([
  z.strictObject({ before: z.uuid() }),
  z.strictObject({ after: z.uuid() }),
  z.strictObject({ in: z.uuid().nullable() }),
]);
export type Spot = z.infer<typeof Spot>;

/** Where an item stands: in what, and the how manieth there, from 0. Acts stand in nothing. */
export const ItemPlace = z.object({ parentId: z.uuid().nullable(), position: z.int() });
export type ItemPlace = z.infer<typeof ItemPlace>;

/** Why something is not in the manuscript; see the table `bin_item`. */
export const BinReason = z.enum(['binned', 'merged', 'undone']);
export type BinReason = z.infer<typeof BinReason>;

/** Something in the bin, as the list of it shows it. */
export const BinItem = z.object({
  item: OutlineItem,
  title: z.string(),
  reason: z.enum(['binned', 'merged']),
  opening: z.string(), // its first words
  wordCount: z.int(), // of all it holds
  sceneCount: z.int(),
  binnedAt: z.int(),
});
export type BinItem = z.infer<typeof BinItem>;
