import type { ChapterOutcome } from '../../agents/crews/outcomes.ts';
import { insertJob } from '../../src-main/db/jobs.ts';
import type { Db } from '../../src-main/db/connection.ts';
import { newId } from '../../src-main/services/ids.ts';
import { hashText } from '../../src-shared/hash-text.ts';
import { JobInput, ModelCall, type Job } from '../../src-shared/domain/job.ts';
import type { ChapterId, DraftId, FindingId, JobId, PatchId } from '../../src-shared/domain/ids.ts';
import { ModelChoice } from '../../src-shared/domain/model.ts';
import { paragraphsOf, textOf, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { layers, type LayerReview, type Review } from '../../src-shared/domain/qa.ts';
import type { SceneBase } from '../../src-shared/domain/draft.ts';

export const localModels = ModelChoice.parse({
  default: { provider: 'embedded', file: '/models/small.gguf' },
});
export const cloudModels = ModelChoice.parse({
  default: { provider: 'openai-compatible', baseUrl: 'https://models.example/v1', model: 'large' },
});

/** A chapter's writing as a job is asked for it. */
export function writing(chapterId: ChapterId): JobInput {
  return JobInput.parse({ kind: 'write-chapter', chapterId, brief: {}, quality: {} });
}

export interface QueueJob {
  readonly chapterId: ChapterId;
  readonly priority?: number;
  readonly models?: ModelChoice;
  readonly now?: number;
}

/** Puts a job into the file's queue. */
export function queueJob(db: Db, { chapterId, priority = 0, models = localModels, now = 1 }: QueueJob): Job {
  const id = newId<JobId>();
  return insertJob(db, { id, input: writing(chapterId), priority, models, recipe: 'write-chapter@1', now });
}

export const modelCall = (step: string, text = 'Write on.'): ModelCall =>
  ModelCall.parse({
    step,
    role: 'writer',
    model: 'embedded/small',
    messages: [
      {
        role: 'user',
        parts: [
          { name: 'instructions', text: 'You are a writer.' },
          { name: 'task', text },
        ],
      },
    ],
    parameters: { temperature: 0.8 },
    output: 'The lamp was lit.',
    usage: { inputTokens: 12, outputTokens: null, cachedTokens: 4 },
    ended: 'stop',
    startedAt: 10,
    firstTokenMs: 3.5,
    durationMs: 20,
  });

export interface OutcomeParts {
  readonly document: ProseDocument;
  readonly bases?: readonly SceneBase[];
}

/** What a crew returns: the document as a draft, with a finding and a patch on the first word of its first paragraph. */
export function outcomeOf({ document, bases = [] }: OutcomeParts): ChapterOutcome {
  const id = newId<DraftId>();
  const first = paragraphsOf(document)[0]!;
  const anchor = {
    target: { kind: 'draft' as const, draftId: id },
    blockId: first.attrs.id,
    baseHash: hashText(textOf(first)),
    start: 0,
    end: textOf(first).split(' ')[0]!.length,
    quote: textOf(first).split(' ')[0]!,
  };
  const findingId = newId<FindingId>();
  const review: Review = {
    round: 0,
    target: anchor.target,
    layers: layers.map((layer): LayerReview => ({
      layer,
      score: layer === 'character' ? null : 82.5,
      evaluation: { rules: true, model: null, reason: null },
      issues:
        layer === 'style'
          ? [
              {
                id: findingId,
                layer,
                rule: 'style.repeated-phrase',
                severity: 'warning',
                values: { phrase: 'the lamp', count: 3 },
                note: null,
                anchor,
                evidence: [],
                origin: 'rule',
              },
            ]
          : [],
      patches:
        layer === 'style'
          ? [
              {
                id: newId<PatchId>(),
                findingId,
                anchor,
                change: { kind: 'replace', content: [{ type: 'text', text: 'Her' }] },
                origin: 'rule',
                isSafe: true,
                state: 'open',
              },
            ]
          : [],
    })),
  };
  return {
    state: 'success',
    draft: { id, document, bases },
    plan: { by: 'model', reason: null },
    beats: [{ number: 1, happens: 'She waits.', characters: ['Mara'], place: 'Tower', words: 90 }],
    reviews: [review],
    revisions: [],
    exams: [],
    receipts: [],
  };
}
