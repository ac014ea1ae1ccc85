import { z } from 'zod';

/** One step of a chapter's plan: what happens, who is there, where, and how it ends. */
export const Beat = z.object({
  number: z.int(), // from 1
  happens: z.string(),
  characters: z.array(z.string()).readonly(),
  place: z.string(),
  words: z.int(), // about how long
  scene: z.int().optional(), // which of the chapter's planned scenes it is told in, from 1; all in one where unknown
});
export type Beat = z.infer<typeof Beat>;
