import type { SceneBase } from '../../src-shared/domain/draft.ts';
import type { DraftId, JobId } from '../../src-shared/domain/ids.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import { proseFromText } from '../../src-shared/domain/prose.ts';
import { newId } from '../services/ids.ts';
import { write } from './connection.ts';
import { insertDraft } from './drafts.ts';

/** Keeps what a stopped job had written as an open draft, so that the writer can take from it; null where there is nothing. */
export const keepStoppedText = write((db, { job, now }: { job: Job; now: number }): DraftId | null => {
  const { id: jobId, input, partialText, state } = job;
  if (partialText.trim() === '' || input.kind.startsWith('review-')) return null;
  const target = input.kind === 'help-passage' ? input.target : null;
  if (target?.kind === 'draft') return null; // the part stands in its draft as it was
  if (target !== null && state === 'failed') return null; // what rules refused does not take a passage's place
  const bases = db
    .prepare<[string], SceneBase>(
      'SELECT id AS sceneId, revision FROM scene WHERE chapter_id = ? ORDER BY position',
    )
    .all(input.chapterId);
  const id = newId<DraftId>();
  insertDraft(db, {
    ...{ id, jobId, chapterId: input.chapterId, target, now },
    document: proseFromText(partialText, newId),
    bases,
  });
  db.prepare('UPDATE job SET draft_id = ? WHERE id = ?').run(id, jobId);
  return id;
});

/** Puts aside what a job had written before it was stopped, where the writer took nothing of it: the whole is there now. */
export const discardStoppedDrafts = write((db, { jobId, now }: { jobId: JobId; now: number }): void => {
  db.prepare(
    `UPDATE draft SET state = 'discarded', updated_at = ? WHERE job_id = ? AND state = 'open' AND taken = '[]'`,
  ).run(now, jobId);
});
