import type { Hash, JobId } from '../../src-shared/domain/ids.ts';
import type { JobProgress, JobStep } from '../../src-shared/domain/job.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';
import { requireAttempt } from './jobs.ts';
import type { AttemptOf } from './jobs.ts';
import { packJson, unpackJson } from './packed-json.ts';

export interface StepCommit extends AttemptOf {
  readonly step: JobStep;
  readonly progress: JobProgress;
  readonly partialText: string; // all of it belongs to committed steps from now on
}

/** Commits a finished step with the job's progress and text, in one transaction. Throws STALE_ATTEMPT. */
export const commitStep = write((db, commit: StepCommit): void => {
  requireAttempt(db, commit);
  const { jobId, attempt, step } = commit;
  db.prepare(
    `INSERT OR REPLACE INTO job_step (job_id, key, attempt, input_hash, output, started_at, ended_at)
     VALUES (:jobId, :key, :attempt, :inputHash, :output, :startedAt, :endedAt)`,
  ).run({
    jobId,
    attempt,
    key: step.key,
    inputHash: step.inputHash,
    output: packJson(step.output),
    startedAt: step.startedAt,
    endedAt: step.endedAt,
  });
  db.prepare(
    'UPDATE job SET progress = :progress, partial_text = :text, partial_settled = :settled WHERE id = :jobId',
  ).run({
    jobId,
    progress: JSON.stringify(commit.progress),
    text: commit.partialText,
    settled: [...commit.partialText].length, // SQLite's substr counts code points
  });
});

interface StepRow {
  readonly key: string;
  readonly input_hash: string;
  readonly output: Uint8Array;
  readonly started_at: number;
  readonly ended_at: number;
}

/** A job's committed steps in the order they ended. */
export function listSteps(db: Db, jobId: JobId): readonly JobStep[] {
  return db
    .prepare<[string], StepRow>(
      `SELECT key, input_hash, output, started_at, ended_at FROM job_step
       WHERE job_id = ? ORDER BY ended_at, started_at, key`,
    )
    .all(jobId)
    .map((row) => ({
      key: row.key,
      inputHash: row.input_hash as Hash,
      output: unpackJson(row.output),
      startedAt: row.started_at,
      endedAt: row.ended_at,
    }));
}

/** What a job's steps of one name returned, at every level. */
export function outputsOf(db: Db, { jobId, step }: { jobId: JobId; step: string }): readonly unknown[] {
  return db
    .prepare<[string, string, string], Uint8Array>(
      "SELECT output FROM job_step WHERE job_id = ? AND (key = ? OR key LIKE '%/' || ?)",
    )
    .pluck()
    .all(jobId, step, step)
    .map(unpackJson);
}
