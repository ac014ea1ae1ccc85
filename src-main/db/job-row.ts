import { Job, JobInput, JobProgress } from '../../src-shared/domain/job.ts';
import { ModelChoice } from '../../src-shared/domain/model.ts';

export interface JobRow {
  readonly id: string;
  readonly input: string;
  readonly state: string;
  readonly priority: number;
  readonly models: string;
  readonly recipe: string;
  readonly attempt: number;
  readonly progress: string;
  readonly partial_text: string;
  readonly draft_id: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
}

/** A job as its row keeps it. Throws ZodError where the row was not written by us. */
export function toJob(row: JobRow): Job {
  return Job.parse({
    id: row.id,
    input: JobInput.parse(JSON.parse(row.input)),
    state: row.state,
    priority: row.priority,
    models: ModelChoice.parse(JSON.parse(row.models)),
    recipe: row.recipe,
    attempt: row.attempt,
    progress: JobProgress.parse(JSON.parse(row.progress)),
    partialText: row.partial_text,
    draftId: row.draft_id,
    error: row.error === null ? null : JSON.parse(row.error),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  });
}
