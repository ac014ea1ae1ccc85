import { z } from 'zod';
import { ReportedCall, JobReport } from './report.ts';
import { Job, ModelCall } from './job.ts';
import { Layer } from './qa.ts';

/** A job in the list: without its text, with what it came to. */
export const JobSummary = Job.omit({ partialText: true, input: true }).extend({
  kind: z.enum(['write-chapter', 'review-chapter', 'review-novel', 'help-passage']),
  chapterId: Job.shape.input.options[0].shape.chapterId,
  task: z.enum(['continue', 'rewrite', 'expand']).nullable(), // of a helper
  target: z.enum(['chapter', 'scene', 'draft']), // what it works on
  chapter: z.object({ number: z.int(), title: z.string() }).nullable(), // null: it is no longer in the manuscript
  model: z.string(), // the writer's, by its stable name
  isPaid: z.boolean(), // a model of it is asked over the network
  isResumable: z.boolean(),
  words: z.int(), // of its text so far
  tokens: z.object({ input: z.int().nullable(), output: z.int().nullable() }), // null: a call did not say
  scores: z.array(z.object({ layer: Layer, score: z.number().nullable() })).readonly(), // of the last review
});
export type JobSummary = z.infer<typeof JobSummary>;

/** A job's report with the words of every call: its prompt and its answer. */
export const FullReport = JobReport.omit({ calls: true }).extend({
  calls: z.array(ReportedCall.extend(ModelCall.pick({ messages: true, output: true }).shape)).readonly(),
});
export type FullReport = z.infer<typeof FullReport>;

/** A model that can be chosen for a job. */
export const ModelOption = z.object({
  id: z.string(), // "app" or "novel"
  model: z.string(), // its stable name
  isPractice: z.boolean(), // the small built-in one
  isPaid: z.boolean(),
  missing: z.string().nullable(), // its model whose file is not on this machine; an endpoint counts as there
});
export type ModelOption = z.infer<typeof ModelOption>;
