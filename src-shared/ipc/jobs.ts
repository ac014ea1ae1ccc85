import { z } from 'zod';
import { ChapterId, DraftId, JobId, NovelId, SceneId, BlockId } from '../domain/ids.ts';
import { ChapterBrief, Job, QualityBar, type JobEvent } from '../domain/job.ts';
import { FullReport, JobSummary, ModelOption } from '../domain/job-summary.ts';
import { HelpTask, TextPoint } from '../domain/passage.ts';
import { PromptPreview } from '../domain/prompt-preview.ts';
import { route } from './route.ts';

/** Which of the models on offer a job is to use; the novel's own, else this machine's, where it is not given. */
const model = z.string().max(40).optional();
const ofJob = z.strictObject({ novelId: NovelId, jobId: JobId });

/** A chapter to be written, as the window asks for it. */
export const ChapterWish = z.strictObject({
  novelId: NovelId,
  chapterId: ChapterId,
  brief: ChapterBrief,
  quality: QualityBar,
  model,
});

/** Help with a passage, as the window asks for it. */
export const PassageWish = z.strictObject({
  novelId: NovelId,
  task: HelpTask,
  target: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scene'), sceneId: SceneId, start: TextPoint, end: TextPoint }),
    z.strictObject({
      kind: z.literal('draft'),
      draftId: DraftId,
      blockIds: z.array(BlockId).min(1).max(500),
    }),
  ]),
  instruction: z.string().max(2000),
  words: z.int().min(10).max(2000).optional(),
  model,
});

/** What the window may ask about jobs. */
export const jobsRoutes = {
  'jobs.list': route({ input: z.strictObject({ novelId: NovelId }), output: z.array(JobSummary).readonly() }),
  /** A job with its text, and the number of the last event that it already holds. */
  'jobs.get': route({ input: ofJob, output: z.object({ job: Job, seq: z.int() }) }),
  'jobs.report': route({ input: ofJob, output: FullReport }),
  'jobs.generateChapter': route({ input: ChapterWish, output: z.object({ jobId: JobId }) }),
  /** The scene's words must have been saved before. */
  'jobs.helpPassage': route({ input: PassageWish, output: z.object({ jobId: JobId }) }),
  /** The prompts of a chapter's writing, as they would be sent, without asking a model. */
  'jobs.previewPrompt': route({ input: ChapterWish, output: z.array(PromptPreview).readonly() }),
  /** The prompt of help with a passage, the same way; the scene's words must have been saved before. */
  'jobs.previewPassage': route({ input: PassageWish, output: z.array(PromptPreview).readonly() }),
  'jobs.cancel': route({ input: ofJob, output: Job }),
  'jobs.resume': route({ input: ofJob, output: Job }),
  /** The models a job may be given, and whether the writer was told what the built-in one is worth. */
  'jobs.listModels': route({
    input: z.strictObject({ novelId: NovelId }),
    output: z.object({ models: z.array(ModelOption).readonly(), isPracticeKnown: z.boolean() }),
  }),
  'jobs.acknowledgePractice': route({ input: z.strictObject({ novelId: NovelId }), output: z.null() }),
  /** The writer types, or has stopped: models and indexing make room. */
  'jobs.setTyping': route({
    input: z.strictObject({ novelId: NovelId, isTyping: z.boolean() }),
    output: z.null(),
  }),
};

/** What main tells the window about jobs, by the event's name. */
export interface JobsEvents {
  readonly 'jobs.event': { readonly novelId: NovelId; readonly event: JobEvent };
}
