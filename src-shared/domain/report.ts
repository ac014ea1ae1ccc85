import { z } from 'zod';
import { Beat } from './beat.ts';
import { ContextReceipt } from './context.ts';
import { JobState, ModelCall } from './job.ts';
import { Role } from './model.ts';
import { Evaluation, ExamResult, Finding, Layer } from './qa.ts';
import { Patch } from './patch.ts';

const Timing = z.object({ key: z.string(), ms: z.number(), modelMs: z.number() });

/** A model call without its words: the novel keeps those. */
export const ReportedCall = ModelCall.omit({ messages: true, output: true });

/** What a job did and what it cost: everything a writer may want to look up about a generated chapter. */
export const JobReport = z.object({
  novel: z.object({ title: z.string(), language: z.string() }),
  chapter: z.object({ number: z.int(), title: z.string() }),
  job: z.object({
    id: z.string(),
    kind: z.string(),
    state: JobState,
    recipe: z.string(),
    attempts: z.int(),
    startedAt: z.int().nullable(),
    endedAt: z.int().nullable(),
  }),
  words: z.int(),
  models: z.array(z.object({ role: Role, model: z.string() })).readonly(),
  plan: z.object({ by: z.enum(['model', 'brief']), reason: z.string().nullable() }).nullable(),
  beats: z.array(Beat).readonly(),
  receipts: z.array(ContextReceipt).readonly(),
  reviews: z
    .array(
      z.object({
        round: z.int(),
        text: z.string(), // what was reviewed: "" for the draft, else the scene's title or number
        layers: z
          .array(
            z.object({
              layer: Layer,
              score: z.number().nullable(),
              evaluation: Evaluation,
              findings: z.array(Finding).readonly(),
              patches: z.array(Patch).readonly(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  revisions: z
    .array(z.object({ round: z.int(), state: z.enum(['revised', 'refused']), reason: z.string().nullable() }))
    .readonly(),
  exams: z.array(ExamResult).readonly(),
  timings: z.object({
    totalMs: z.number(), // from the first start to the end, pauses between attempts included
    startMs: z.number(), // until the first step: the worker's start and the model's load
    modelMs: z.number(), // in model calls
    steps: z.array(Timing).readonly(),
  }),
  tokens: z.object({
    calls: z.int(),
    input: z.int().nullable(), // null: at least one call did not say
    output: z.int().nullable(),
    perSecond: z.number().nullable(), // written tokens over the time from each call's first token to its end
  }),
  calls: z.array(ReportedCall).readonly(),
});
export type JobReport = z.infer<typeof JobReport>;

/** The reviews of the last round: one of a draft, or one of each scene. */
export function lastReviews({ reviews }: JobReport): JobReport['reviews'] {
  const last = Math.max(...reviews.map(({ round }) => round));
  return reviews.filter(({ round }) => round === last);
}

/** Why layers were not judged, for the one line that must never be overlooked. */
export function notEvaluated(report: JobReport): readonly { layer: Layer; reason: string | null }[] {
  return lastReviews(report)
    .flatMap(({ layers }) => layers)
    .filter(({ score }) => score === null)
    .map(({ layer, evaluation }) => ({ layer, reason: evaluation.reason }));
}
