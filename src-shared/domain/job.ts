import { z } from 'zod';
import { ChapterId, DraftId, Hash, JobId, SceneId } from './ids.ts';
import { ModelChoice, Role, Usage } from './model.ts';
import { HelpTask, PassageTarget } from './passage.ts';

/** What the writer asks of a chapter. */
export const ChapterBrief = z.object({
  text: z.string().default(''), // beyond the outline's own summary
  words: z.int().min(50).max(20_000).default(1200), // about how long
  tone: z.string().default(''),
});
export type ChapterBrief = z.infer<typeof ChapterBrief>;

export const QualityBar = z.object({
  threshold: z.int().min(0).max(100).default(70), // every layer's score must reach it
  maxRevisions: z.int().min(0).max(10).default(2),
});
export type QualityBar = z.infer<typeof QualityBar>;

/** The work of a job: a crew's name and what it is given. */
export const JobInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('write-chapter'),
    chapterId: ChapterId,
    brief: ChapterBrief,
    quality: QualityBar,
  }),
  z.object({
    kind: z.literal('review-chapter'),
    chapterId: ChapterId,
    sceneId: SceneId.optional(), // only this one of its scenes
    byRulesOnly: z.boolean().optional(), // no model is opened or asked
    quality: QualityBar,
  }),
  z.object({
    kind: z.literal('review-novel'),
    chapterId: ChapterId, // where it begins
    byRulesOnly: z.boolean().optional(),
    quality: QualityBar,
  }),
  z.object({
    kind: z.literal('help-passage'),
    task: HelpTask,
    chapterId: ChapterId, // the passage's own
    target: PassageTarget,
    before: z.string(), // what stands before the passage, the last of it
    passage: z.string(), // the words it is about, paragraphs parted by blank lines; "" for a continuation
    after: z.string(), // what comes next, the first of it
    instruction: z.string(), // the writer's own wish; may be empty
    words: z.int().min(10).max(2000), // about how long
  }),
]);
export type JobInput = z.infer<typeof JobInput>;

export const JobState = z.enum(['queued', 'running', 'success', 'failed', 'cancelled', 'needs_human']);
export type JobState = z.infer<typeof JobState>;

/** Nothing is being asked until then, and why. */
export const Waiting = z.object({
  why: z.enum(['retry', 'rate-limit', 'pace', 'circuit-open']),
  host: z.string(),
  until: z.number(), // milliseconds since 1970
  meanwhile: z.string().optional(), // the model that is asked until then
});
export type Waiting = z.infer<typeof Waiting>;

/** Where a job stands, for the eye. */
export const JobProgress = z.object({
  agent: Role.nullable(),
  step: z.string().nullable(), // the running step's key: "write 2"
  fraction: z.number().min(0).max(1), // of the steps known so far
  tokensPerSecond: z.number().nullable(),
  waiting: Waiting.nullable().default(null), // for a provider
});
export type JobProgress = z.infer<typeof JobProgress>;

export const Job = z.object({
  id: JobId,
  input: JobInput,
  state: JobState,
  priority: z.int(), // higher runs first; equal ones in the order they came
  models: ModelChoice, // pinned when the job was queued
  recipe: z.string(), // the crew's version, pinned too: "write-chapter@1"
  attempt: z.int(), // the fencing token: grows each time a worker takes the job
  progress: JobProgress,
  partialText: z.string(), // for the eye, never an input
  draftId: DraftId.nullable(),
  error: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
});
export type Job = z.infer<typeof Job>;

/** A finished step: its key is the path of names and numbers above it, once in a run. */
export const JobStep = z.object({
  key: z.string(),
  inputHash: Hash,
  output: z.unknown(),
  startedAt: z.int(),
  endedAt: z.int(),
});
export type JobStep = z.infer<typeof JobStep>;

export const PromptPart = z.object({ name: z.string(), text: z.string() });
export const PromptMessage = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  parts: z.array(PromptPart).readonly(),
});
/** A part of a prompt with the name it is looked at by: "instructions", "worldbook", "recent", "task". */
export type PromptPart = z.infer<typeof PromptPart>;
export type PromptMessage = z.infer<typeof PromptMessage>;

/** One call to a model, kept whole: what was sent, what came, what it used, how it ended. */
export const ModelCall = z.object({
  step: z.string(),
  role: Role,
  model: z.string(), // that answered, or failed to
  insteadOf: z.string().nullable().default(null), // the model that was asked first and could not answer
  isStored: z.boolean().default(false), // an answer from an earlier call, which cost nothing
  messages: z.array(PromptMessage).readonly(),
  parameters: z.record(z.string(), z.unknown()),
  output: z.string(),
  usage: Usage,
  ended: z.enum(['stop', 'length', 'content-filter', 'aborted', 'failed']),
  startedAt: z.int(),
  firstTokenMs: z.number().nullable(),
  durationMs: z.number(),
});
export type ModelCall = z.infer<typeof ModelCall>;

/** What happened to a job, numbered by `seq` within the novel's session: a gap means the snapshot is asked for again. */
export const JobEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job-changed'), seq: z.int(), job: Job }),
  z.object({ type: z.literal('step-started'), seq: z.int(), jobId: JobId, key: z.string(), agent: Role }),
  z.object({ type: z.literal('step-finished'), seq: z.int(), jobId: JobId, key: z.string() }),
  z.object({ type: z.literal('text-delta'), seq: z.int(), jobId: JobId, key: z.string(), text: z.string() }),
  z.object({ type: z.literal('progress'), seq: z.int(), jobId: JobId, progress: JobProgress }),
]);
export type JobEvent = z.infer<typeof JobEvent>;
