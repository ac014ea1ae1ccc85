import { z } from 'zod';
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
  beats: z
    .array(
      z.object({
        number: z.int(),
        happens: z.string(),
        characters: z.array(z.string()).readonly(),
        place: z.string(),
        words: z.int(),
      }),
    )
    .readonly(),
  receipts: z.array(ContextReceipt).readonly(),
  rounds: z
    .array(
      z.object({
        round: z.int(),
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
  exams: z.array(ExamResult).readonly(),
  timings: z.object({
    totalMs: z.number(),
    modelMs: z.number(),
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

/** Why layers were not judged, for the one line that must never be overlooked. */
export function notEvaluated(report: JobReport): readonly { layer: Layer; reason: string | null }[] {
  return (report.rounds.at(-1)?.layers ?? [])
    .filter(({ score }) => score === null)
    .map(({ layer, evaluation }) => ({ layer, reason: evaluation.reason }));
}
