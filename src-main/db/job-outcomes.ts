import type { z } from 'zod';
import { ChapterOutcome, type ChapterDraft } from '../../agents/crews/outcomes.ts';
import type { DraftId, JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobProgress } from '../../src-shared/domain/job.ts';
import type { Review } from '../../src-shared/domain/qa.ts';
import type { Draft } from '../../src-shared/domain/draft.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import { getDraft, insertDraft, rewordDraft } from './drafts.ts';
import { getJob, requireAttempt } from './jobs.ts';
import type { AttemptOf } from './jobs.ts';
import { packJson, unpackJson } from './packed-json.ts';
import { discardStoppedDrafts } from './stopped-drafts.ts';
import { insertReviews, listReviews } from './reviews.ts';

const JobRecord = ChapterOutcome.pick({
  plan: true,
  beats: true,
  revisions: true,
  exams: true,
  receipts: true,
});
/** What a crew returned beside its draft and its reviews. */
export type JobRecord = z.infer<typeof JobRecord>;

export interface OutcomeCommit extends AttemptOf {
  readonly outcome: ChapterOutcome;
  readonly progress: JobProgress;
  readonly partialText: string;
  readonly now: number;
}

/** Commits how a crew ended: the draft, the reviews and the job's state in one transaction. Throws STALE_ATTEMPT. */
export const commitOutcome = write((db, commit: OutcomeCommit): Job => {
  requireAttempt(db, commit);
  const { jobId, outcome, now } = commit;
  const { draft, reviews } = outcome;
  discardStoppedDrafts(db, { jobId, now });
  const draftId = draft && keepDraft(db, { jobId, draft, now });
  insertReviews(db, { jobId, reviews });
  db.prepare(
    `UPDATE job SET state = :state, draft_id = :draftId, record = :record, progress = :progress,
       partial_text = :partialText, error = NULL, ended_at = :now WHERE id = :jobId`,
  ).run({
    jobId,
    state: outcome.state,
    draftId,
    record: packJson(JobRecord.parse(outcome)),
    progress: JSON.stringify(commit.progress),
    partialText: commit.partialText,
    now,
  });
  return getJob(db, jobId);
});

interface MadeDraft {
  readonly jobId: JobId;
  readonly draft: ChapterDraft;
  readonly now: number;
}

/** Keeps what was written: as a draft of its own, or in the place of the part of a draft that was asked for again. */
const keepDraft = write((db, { jobId, draft, now }: MadeDraft): DraftId => {
  const { input } = getJob(db, jobId);
  const target = input.kind === 'help-passage' ? input.target : null;
  if (target?.kind === 'draft') {
    rewordDraft(db, { id: target.draftId, blockIds: target.blockIds, blocks: draft.document.content });
    return target.draftId;
  }
  insertDraft(db, { ...draft, jobId, chapterId: input.chapterId, target, now });
  return draft.id;
});

export interface KeptOutcome extends JobRecord {
  readonly draft: Draft | null;
  readonly reviews: readonly Review[];
}

/** What a job's crew returned, the draft as it stands now; null while the job has no outcome. */
export function getOutcome(db: Db, jobId: JobId): KeptOutcome | null {
  const { draftId } = getJob(db, jobId);
  const row = db
    .prepare<[string], { record: Uint8Array | null }>('SELECT record FROM job WHERE id = ?')
    .get(jobId);
  if (!row?.record) return null;
  return {
    ...JobRecord.parse(unpackJson(row.record)),
    draft: draftId === null ? null : getDraft(db, draftId),
    reviews: listReviews(db, jobId),
  };
}
