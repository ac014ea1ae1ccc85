import { z } from 'zod';

/** What a checker found in a text: a word it does not know, or grammar. */
export const TextFault = z.object({
  start: z.int(), // UTF-16 offsets into the text
  end: z.int(),
  isSpelling: z.boolean(),
  message: z.string(), // the checker's own words, English
  suggestions: z.array(z.string()).readonly(), // whole replacements, best first; "" deletes
});
export type TextFault = z.infer<typeof TextFault>;
