import { z } from 'zod';
import { Anchor } from './anchor.ts';
import { FindingId, PatchId } from './ids.ts';
import { Inline } from './prose.ts';

const content = z.array(Inline).readonly();
/** The anchored text becomes `content`. */
export const Replace = z.object({ kind: z.literal('replace'), content });
/** `content` goes in after the anchored text. */
export const InsertAfter = z.object({ kind: z.literal('insert-after'), content });
/** The anchored text goes. */
export const Delete = z.object({ kind: z.literal('delete') });
export const PatchChange = z.discriminatedUnion('kind', [Replace, InsertAfter, Delete]);
export type PatchChange = z.infer<typeof PatchChange>;

export const PatchState = z.enum(['open', 'accepted', 'rejected', 'unplaced']);
export type PatchState = z.infer<typeof PatchState>;

/** A proposed change to prose. It never applies itself: the writer accepts it, or a crew does inside its own draft. */
export const Patch = z.object({
  id: PatchId,
  findingId: FindingId,
  anchor: Anchor, // where it was meant to go, and what stood there
  change: PatchChange, // content keeps its italics
  origin: z.enum(['rule', 'model']), // who worded it
  isSafe: z.boolean(), // mechanical and sure: a crew may apply it inside its own draft
  state: PatchState,
});
export type Patch = z.infer<typeof Patch>;
