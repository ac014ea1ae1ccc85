import { runRules } from '../../agents/qa/run-rules.ts';
import { ruleLayers } from '../../agents/qa/layers/rules.ts';
import { readText } from '../../agents/qa/text/review-text.ts';
import type { Db } from '../../src-main/db/connection.ts';
import { insertJob, takeJob } from '../../src-main/db/jobs.ts';
import { listWaivers } from '../../src-main/db/waivers.ts';
import { insertReviews } from '../../src-main/db/reviews.ts';
import { commitStep } from '../../src-main/db/job-steps.ts';
import { newId } from '../../src-main/services/ids.ts';
import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { ChapterId, JobId } from '../../src-shared/domain/ids.ts';
import { JobInput } from '../../src-shared/domain/job.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Review } from '../../src-shared/domain/qa.ts';
import { hashText } from '../../src-shared/hash-text.ts';
import { localModels } from './job-fixtures.ts';

export interface ReviewByRules {
  readonly document: ProseDocument;
  readonly target: AnchorTarget;
  readonly chapterId: ChapterId;
}

/** Reviews a text by the rules of style and technique and keeps it all as a finished job's, as the crew would. */
export function reviewByRules(db: Db, { document, target, chapterId }: ReviewByRules): JobId {
  const text = readText(document, target, 'en');
  const context = {
    ...{
      language: 'en',
      style: '',
      summary: '',
      pov: null,
      brief: null,
      beats: [],
      entries: [],
      previous: [],
    },
    grammar: null,
  };
  const waivers = listWaivers(db);
  const review: Review = {
    round: 0,
    target,
    layers: (['style', 'technical'] as const).map((layer) => {
      const { issues, patches } = runRules(ruleLayers[layer], { text, context }, { waivers, newId });
      const evaluation = { rules: true, model: null, reason: 'qa.model-not-examined' };
      return { layer, score: 80, evaluation, issues, patches };
    }),
  };
  const id = newId<JobId>();
  const input = JobInput.parse({ kind: 'review-chapter', chapterId, quality: {} });
  const { progress } = insertJob(db, {
    ...{ id, input, priority: 0, models: localModels },
    ...{ recipe: 'review-chapter@1', now: Date.now() },
  });
  takeJob(db, { id, now: Date.now() });
  const scenes = target.kind === 'scene' ? [{ id: target.sceneId, document }] : [];
  const step = { key: 'scenes', inputHash: hashText(''), output: scenes, startedAt: 1, endedAt: 2 };
  commitStep(db, { jobId: id, attempt: 1, step, progress, partialText: '' });
  insertReviews(db, { jobId: id, reviews: [review] });
  return id;
}
