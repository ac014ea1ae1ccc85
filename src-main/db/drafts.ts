import { z } from 'zod';
import { Draft, SceneBase } from '../../src-shared/domain/draft.ts';
import type { ChapterId, DraftId, JobId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import { parseProse } from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';

export interface NewDraft {
  readonly id: DraftId;
  readonly jobId: JobId;
  readonly chapterId: ChapterId;
  readonly document: ProseDocument;
  readonly bases: readonly SceneBase[];
  readonly now: number;
}

/** Keeps generated prose as an open draft. */
export const insertDraft = write((db, draft: NewDraft): void => {
  db.prepare(
    `INSERT INTO draft (id, job_id, chapter_id, doc, bases, state, created_at, updated_at)
     VALUES (:id, :jobId, :chapterId, :doc, :bases, 'open', :now, :now)`,
  ).run({
    id: draft.id,
    jobId: draft.jobId,
    chapterId: draft.chapterId,
    doc: JSON.stringify(draft.document),
    bases: JSON.stringify(draft.bases),
    now: draft.now,
  });
});

/** One draft. Throws DRAFT_NOT_FOUND. */
export function getDraft(db: Db, id: DraftId): Draft {
  const row = db.prepare<[string], DraftRow>('SELECT * FROM draft WHERE id = ?').get(id);
  if (!row) throw new AppError('DRAFT_NOT_FOUND', { id });
  return toDraft(row);
}

/** A chapter's drafts, the newest first. */
export function listDrafts(db: Db, chapterId: ChapterId): readonly Draft[] {
  return db
    .prepare<[string], DraftRow>('SELECT * FROM draft WHERE chapter_id = ? ORDER BY created_at DESC, id DESC')
    .all(chapterId)
    .map(toDraft);
}

export interface DraftClosing {
  readonly id: DraftId;
  readonly state: 'accepted' | 'discarded';
  readonly now: number;
}

/** Closes an open draft. Throws DRAFT_NOT_FOUND, or DRAFT_CLOSED when it was decided before. */
export const closeDraft = write((db, { id, state, now }: DraftClosing): Draft => {
  const draft = getDraft(db, id);
  if (draft.state !== 'open') throw new AppError('DRAFT_CLOSED', { id, state: draft.state });
  db.prepare('UPDATE draft SET state = ?, updated_at = ? WHERE id = ?').run(state, now, id);
  return getDraft(db, id);
});

interface DraftRow {
  readonly id: string;
  readonly job_id: string;
  readonly chapter_id: string;
  readonly doc: string;
  readonly bases: string;
  readonly state: string;
  readonly created_at: number;
  readonly updated_at: number;
}

function toDraft(row: DraftRow): Draft {
  return {
    id: row.id as DraftId,
    jobId: row.job_id as JobId,
    chapterId: row.chapter_id as ChapterId,
    document: parseProse(JSON.parse(row.doc)),
    bases: z.array(SceneBase).parse(JSON.parse(row.bases)),
    state: Draft.shape.state.parse(row.state),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
