import { addUsage, noUsage } from '../../agents/model/usage.ts';
import type { JobId, SceneId } from '../../src-shared/domain/ids.ts';
import type { Job, ModelCall } from '../../src-shared/domain/job.ts';
import type { FullReport } from '../../src-shared/domain/job-summary.ts';
import { modelIdOf, roles } from '../../src-shared/domain/model.ts';
import { chaptersOf, type Chapter } from '../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import { ReportedCall, type JobReport } from '../../src-shared/domain/report.ts';
import { countWords } from '../../src-shared/text/words.ts';
import type { Db } from '../db/connection.ts';
import { getOutcome } from '../db/job-outcomes.ts';
import { listSteps } from '../db/job-steps.ts';
import { getJob } from '../db/jobs.ts';
import { listModelCalls } from '../db/model-calls.ts';
import { getOutline } from '../db/outline.ts';
import { getNovel } from '../db/novels.ts';
import { requireChapter } from './require-chapter.ts';

/** Gathers all that is kept of a job into one report. Throws JOB_NOT_FOUND, CHAPTER_NOT_FOUND. */
export function reportJob(db: Db, jobId: JobId): JobReport {
  const job = getJob(db, jobId);
  const novel = getNovel(db);
  const chapter = requireChapter(db, job.input.chapterId);
  const chapters = job.input.kind === 'review-novel' ? chaptersOf(getOutline(db)) : [chapter];
  const outcome = getOutcome(db, jobId);
  const calls = listModelCalls(db, jobId);
  const text = outcome?.draft ? textOfDocument(outcome.draft.document) : '';
  return {
    novel: { title: novel.title, language: novel.language },
    chapter: { number: chapter.number, title: chapter.title },
    job: {
      id: job.id,
      kind: job.input.kind,
      state: job.state,
      recipe: job.recipe,
      attempts: job.attempt,
      startedAt: job.startedAt,
      endedAt: job.endedAt,
    },
    words: countWords(text, novel.language),
    models: roles.map((role) => ({
      role,
      model: modelIdOf(job.models.roles[role] ?? job.models.default),
    })),
    plan: outcome?.plan ?? null,
    beats: outcome?.beats ?? [],
    receipts: outcome?.receipts ?? [],
    reviews: (outcome?.reviews ?? []).map(({ round, target, layers }) => ({
      round,
      text: target.kind === 'draft' ? '' : nameOf(chapters, target.sceneId),
      layers: layers.map(({ issues, ...layer }) => ({ ...layer, findings: issues })),
    })),
    revisions: outcome?.revisions ?? [],
    exams: outcome?.exams ?? [],
    timings: timingsOf(db, { job, calls }),
    tokens: tokensOf(calls),
    calls: calls.map((call) => ReportedCall.parse(call)),
  };
}

/** The same with the words of every call. Throws JOB_NOT_FOUND, CHAPTER_NOT_FOUND. */
export function fullReport(db: Db, jobId: JobId): FullReport {
  return { ...reportJob(db, jobId), calls: listModelCalls(db, jobId) };
}

function nameOf(chapters: readonly Chapter[], sceneId: SceneId): string {
  const chapter = chapters.find(({ scenes }) => scenes.some(({ id }) => id === sceneId));
  const at = chapter?.scenes.findIndex(({ id }) => id === sceneId) ?? -1;
  const name = chapter?.scenes[at]?.title || `scene ${at + 1}`;
  return chapters.length > 1 && chapter ? `chapter ${chapter.number}, ${name}` : name;
}

function timingsOf(db: Db, { job, calls }: { job: Job; calls: readonly ModelCall[] }): JobReport['timings'] {
  const inModel = (own: readonly ModelCall[]) => own.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const steps = listSteps(db, job.id);
  const began = Math.min(...steps.map(({ startedAt }) => startedAt));
  return {
    totalMs: job.startedAt === null || job.endedAt === null ? 0 : job.endedAt - job.startedAt,
    startMs: job.startedAt === null || steps.length === 0 ? 0 : Math.max(0, began - job.startedAt),
    modelMs: inModel(calls),
    steps: steps.map(({ key, startedAt, endedAt }) => ({
      key,
      ms: endedAt - startedAt,
      modelMs: inModel(calls.filter(({ step }) => step === key)),
    })),
  };
}

function tokensOf(calls: readonly ModelCall[]): JobReport['tokens'] {
  const { inputTokens: input, outputTokens: output } = calls
    .map(({ usage }) => usage)
    .reduce(addUsage, noUsage);
  const writingMs = calls.reduce((sum, call) => sum + call.durationMs - (call.firstTokenMs ?? 0), 0);
  return {
    calls: calls.length,
    input,
    output,
    perSecond: output === null || writingMs <= 0 ? null : (output * 1000) / writingMs,
  };
}
