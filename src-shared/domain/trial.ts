import { z } from 'zod';

/** What a model answered when it was tried with one short question. */
export const ModelTrial = z.object({
  model: z.string(),
  text: z.string(),
  /** Milliseconds until the first word, loading included for a model on this machine. */
  firstWordMs: z.number(),
  totalMs: z.number(),
  tokensPerSecond: z.number().nullable(), // null where the answer was too short or its tokens are not told
  threads: z.object({ writing: z.int(), reading: z.int() }).nullable(), // null for a model that runs elsewhere
});
export type ModelTrial = z.infer<typeof ModelTrial>;

/** How far a trial is. `layer` names the exam that is being sat. */
export const TrialProgress = z.object({
  stage: z.enum(['starting', 'loading', 'asking', 'exam']),
  done: z.number().min(0).max(1).nullable(),
  layer: z.string().nullable(),
});
export type TrialProgress = z.infer<typeof TrialProgress>;
