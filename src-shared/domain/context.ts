import { z } from 'zod';
import { EntryId, SceneId } from './ids.ts';

/** What a prompt is made of, in the order it is written. */
export const contextLayers = ['instructions', 'plot', 'characters', 'recent'] as const;
export const ContextLayer = z.enum(contextLayers);
export type ContextLayer = z.infer<typeof ContextLayer>;

export const ContextPriority = z.enum(['high', 'medium', 'low']);
export type ContextPriority = z.infer<typeof ContextPriority>;

export const ContextSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('novel') }),
  z.object({ kind: z.literal('outline') }),
  z.object({ kind: z.literal('brief') }),
  z.object({ kind: z.literal('lore'), entryId: EntryId }),
  z.object({ kind: z.literal('scene'), sceneId: SceneId, revision: z.int() }),
]);
export type ContextSource = z.infer<typeof ContextSource>;

/** One piece of a prompt, whether it went in, and why. */
export const ContextItem = z.object({
  layer: ContextLayer,
  priority: ContextPriority,
  source: ContextSource,
  title: z.string(),
  reason: z.string(), // a catalogue key: "context.mentioned", "context.always", "context.search" ...
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(), // as it went in; "" where it was cut, and in a kept receipt, whose prompt the novel has whole
  tokens: z.int(), // of `text`, by the model's own tokenizer
  fullTokens: z.int(), // before anything was cut
  state: z.enum(['included', 'shortened', 'cut']),
});
export type ContextItem = z.infer<typeof ContextItem>;

/** The receipt of one assembled context: what went in, why, at how many tokens, and what was cut. */
export const ContextReceipt = z.object({
  model: z.string(),
  contextTokens: z.int(), // the model's window
  answerTokens: z.int(), // reserved first
  instructionTokens: z.int(), // measured next
  layers: z.array(z.object({ layer: ContextLayer, budget: z.int(), used: z.int(), cut: z.int() })).readonly(),
  items: z.array(ContextItem).readonly(),
});
export type ContextReceipt = z.infer<typeof ContextReceipt>;
