import { z } from 'zod';
import { Anchor, AnchorTarget } from './anchor.ts';
import { EntryId, FindingId, SceneId } from './ids.ts';
import { Patch } from './patch.ts';

/** The QA layers in their order. */
export const layers = ['structural', 'character', 'style', 'technical'] as const;
export const Layer = z.enum(layers);
export type Layer = z.infer<typeof Layer>;

export const Severity = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof Severity>;

/** A passage that proves a finding: where it stands and its words. */
export const Evidence = z.object({
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scene'), sceneId: SceneId }),
    z.object({ kind: z.literal('lore'), entryId: EntryId }),
    z.object({ kind: z.literal('brief') }),
    z.object({ kind: z.literal('draft') }),
  ]),
  title: z.string(),
  quote: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * Something a layer found. `rule` names it ("style.repeated-phrase"); its words stand in the catalogue under
 * `finding.<rule>`, filled from `values`. `note` holds a model's or a third party's own words, in their language.
 */
export const Finding = z.object({
  id: FindingId,
  layer: Layer,
  rule: z.string(),
  severity: Severity,
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  note: z.string().nullable(),
  anchor: Anchor.nullable(), // null: about the whole text
  evidence: z.array(Evidence).readonly(),
  origin: z.enum(['rule', 'model']),
});
export type Finding = z.infer<typeof Finding>;

/** Who judged a layer. With neither, the layer has no score; `reason` says why a model did not judge. */
export const Evaluation = z.object({
  rules: z.boolean(),
  model: z.string().nullable(), // the model's id, when it passed the exam and reviewed
  reason: z.string().nullable(), // a catalogue key: "qa.model-failed-exam", "qa.no-rules-for-language"
  skipped: z.array(z.string()).readonly().optional(), // rules that do not know the novel's language
  dropped: z.int().optional(), // answers of the model that named no sentence of the text
});
export type Evaluation = z.infer<typeof Evaluation>;

/** One layer's judgement of one text. `score` 0..100, null when nothing evaluated it. */
export const LayerReview = z.object({
  layer: Layer,
  score: z.number().min(0).max(100).nullable(),
  evaluation: Evaluation,
  issues: z.array(Finding).readonly(),
  patches: z.array(Patch).readonly(),
});
export type LayerReview = z.infer<typeof LayerReview>;

/** One text's review in all layers; a text that is revised is reviewed again in the next round. */
export const Review = z.object({
  round: z.int(), // from 0
  target: AnchorTarget,
  layers: z.array(LayerReview).readonly(),
});
export type Review = z.infer<typeof Review>;

/** True when every layer has a score at or above the threshold: a layer without a score passes nothing. */
export function passes(review: Review, threshold: number): boolean {
  return (
    layers.every((layer) => review.layers.some((judged) => judged.layer === layer)) &&
    review.layers.every(({ score }) => score !== null && score >= threshold)
  );
}

/** "Intentional": the writer's word that this rule does not apply to this quote. It sticks across reviews. */
export const Waiver = z.object({ rule: z.string(), quote: z.string(), createdAt: z.int() });
export type Waiver = z.infer<typeof Waiver>;

/** What a model got in its exam, one layer: planted faults found, clean sentences accused. */
export const ExamResult = z.object({
  model: z.string(),
  layer: Layer,
  planted: z.int(),
  found: z.int(),
  clean: z.int(),
  accused: z.int(),
  passed: z.boolean(),
  takenAt: z.int(),
});
export type ExamResult = z.infer<typeof ExamResult>;
