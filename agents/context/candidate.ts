import { z } from 'zod';
import { ContextLayer, ContextPriority, ContextSource } from '../../src-shared/domain/context.ts';

/** Something that could go into a prompt, whole, before any budget is known. */
export const ContextCandidate = z.object({
  layer: ContextLayer,
  priority: ContextPriority,
  source: ContextSource,
  title: z.string(),
  reason: z.string(), // a catalogue key, "context.mentioned"
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  passage: z.string().nullable(), // the part that matters most, brought instead of `text` in a small window
  weight: z.number(), // within its layer and priority the heavier is kept longer
  keep: z.enum(['start', 'end']), // which end stays when it is shortened
  tokenCap: z.int().positive().nullable(),
});
export type ContextCandidate = z.infer<typeof ContextCandidate>;

/** A candidate with what most of them have in common filled in. */
export function candidate(
  given: Pick<ContextCandidate, 'layer' | 'priority' | 'source' | 'title' | 'reason' | 'text'> &
    Partial<ContextCandidate>,
): ContextCandidate {
  return { values: {}, passage: null, weight: 0, keep: 'start', tokenCap: null, ...given };
}
