import { z } from 'zod';
import {
  Draft,
  EarlierWording,
  SceneBase,
  TakenPiece,
  type DraftState,
} from '../../src-shared/domain/draft.ts';
import type { BlockId, ChapterId, DraftId, JobId } from '../../src-shared/domain/ids.ts';
import { PassageTarget } from '../../src-shared/domain/passage.ts';
import type { Block, ProseDocument } from '../../src-shared/domain/prose.ts';
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
  /** The passage it was made for; a whole chapter where it is not given. */
  readonly target?: PassageTarget | null;
  readonly now: number;
}

/** Keeps generated prose as an open draft. */
export const insertDraft = write((db, draft: NewDraft): void => {
  const { id, jobId, chapterId, document, bases, target = null, now } = draft;
  db.prepare(
    `INSERT INTO draft (id, job_id, chapter_id, doc, bases, target, state, created_at, updated_at)
     VALUES (:id, :jobId, :chapterId, :doc, :bases, :target, 'open', :now, :now)`,
  ).run({
    id,
    jobId,
    chapterId,
    doc: JSON.stringify(document),
    bases: JSON.stringify(bases),
    target: target && JSON.stringify(target),
    now,
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

/** One open draft. Throws DRAFT_NOT_FOUND, or DRAFT_CLOSED when it was decided before. */
export function requireOpenDraft(db: Db, id: DraftId): Draft {
  const draft = getDraft(db, id);
  if (draft.state !== 'open') throw new AppError('DRAFT_CLOSED', { id, state: draft.state });
  return draft;
}

export interface DraftClosing {
  readonly id: DraftId;
  readonly state: 'accepted' | 'discarded';
  readonly now: number;
}

/** Closes an open draft. Throws DRAFT_NOT_FOUND, or DRAFT_CLOSED when it was decided before. */
export const closeDraft = write((db, { id, state, now }: DraftClosing): Draft => {
  requireOpenDraft(db, id);
  db.prepare('UPDATE draft SET state = ?, updated_at = ? WHERE id = ?').run(state, now, id);
  return getDraft(db, id);
});

/** What deciding on a draft may change, as it stands: an undo keeps it from before. Throws DRAFT_NOT_FOUND. */
export function getDraftState(db: Db, id: DraftId): DraftState {
  const { document, state, taken, earlier, bases } = getDraft(db, id);
  return { document, state, taken, earlier, bases };
}

/** Puts a draft into a state: what an undo kept, or what a decision makes of it. Throws DRAFT_NOT_FOUND. */
export const setDraftState = write((db, { id, state }: { id: DraftId; state: DraftState }): Draft => {
  db.prepare(
    `UPDATE draft SET doc = :doc, state = :state, taken = :taken, earlier = :earlier, bases = :bases,
       updated_at = :now WHERE id = :id`,
  ).run({
    id,
    doc: JSON.stringify(state.document),
    state: state.state,
    taken: JSON.stringify(state.taken),
    earlier: JSON.stringify(state.earlier),
    bases: JSON.stringify(state.bases),
    now: Date.now(),
  });
  return getDraft(db, id);
});

export interface Rewording {
  readonly id: DraftId;
  /** The blocks that go; they stand in a row. */
  readonly blockIds: readonly BlockId[];
  readonly blocks: readonly Block[];
}

/**
 * Puts other words in the place of a draft's blocks and keeps the old ones. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED, and
 * DRAFT_CHANGED where one of the blocks is gone or stands in the manuscript by now.
 */
export const rewordDraft = write((db, { id, blockIds, blocks }: Rewording): Draft => {
  const draft = requireOpenDraft(db, id);
  const { content } = draft.document;
  const old = content.filter(({ attrs }) => blockIds.includes(attrs.id));
  const isTaken = draft.taken.some(({ blockId }) => blockIds.includes(blockId));
  if (old.length !== blockIds.length || isTaken) throw new AppError('DRAFT_CHANGED', { id });
  const at = content.findIndex(({ attrs }) => attrs.id === blockIds[0]);
  const document = parseProse({
    type: 'doc',
    content: content.filter((block) => !old.includes(block)).toSpliced(at, 0, ...blocks),
  });
  const earlier = [...draft.earlier, { blocks: old, replacedBy: blocks.map(({ attrs }) => attrs.id) }];
  return setDraftState(db, { id, state: { ...getDraftState(db, id), document, earlier } });
});

interface DraftRow {
  readonly id: string;
  readonly job_id: string;
  readonly chapter_id: string;
  readonly doc: string;
  readonly bases: string;
  readonly target: string | null;
  readonly taken: string;
  readonly earlier: string;
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
    target: row.target === null ? null : PassageTarget.parse(JSON.parse(row.target)),
    taken: z.array(TakenPiece).parse(JSON.parse(row.taken)),
    earlier: z.array(EarlierWording).parse(JSON.parse(row.earlier)),
    state: Draft.shape.state.parse(row.state),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
