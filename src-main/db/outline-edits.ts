import type { ActId, ChapterId, EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { SceneSummary } from '../../src-shared/domain/novel.ts';
import { emptyProse, type ProseDocument } from '../../src-shared/domain/prose.ts';
import type { CreatedBy, Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { newId } from '../services/ids.ts';
import { write, type Db } from './connection.ts';
import { storedDocument } from './documents.ts';
import { getNovel } from './novels.ts';
import { getScene } from './scenes.ts';

/** Where something goes among its siblings, from 0; the end where it is not given or too large. */
interface Place {
  readonly position?: number | undefined;
}

export interface CreateAct extends Place {
  readonly title: string;
  readonly summary?: string;
}

/** Makes an act and answers its id. */
export const createAct = write((db, { title, summary = '', position }: CreateAct): ActId => {
  const id = newId<ActId>();
  const siblings = listActs(db);
  db.prepare('INSERT INTO act (id, position, title, summary) VALUES (?, ?, ?, ?)').run(
    id,
    siblings.length,
    title,
    summary,
  );
  renumber(db, { table: 'act', ids: inserted(siblings, id, position) });
  return id;
});

export interface CreateChapter extends CreateAct {
  readonly actId: ActId;
}

/** Makes a chapter in an act and answers its id. Throws ACT_NOT_FOUND. */
export const createChapter = write(
  (db, { actId, title, summary = '', position }: CreateChapter): ChapterId => {
    requireAct(db, actId);
    const id = newId<ChapterId>();
    const siblings = listChaptersOf(db, actId);
    db.prepare('INSERT INTO chapter (id, act_id, position, title, summary) VALUES (?, ?, ?, ?, ?)').run(
      id,
      actId,
      siblings.length,
      title,
      summary,
    );
    renumber(db, { table: 'chapter', ids: inserted(siblings, id, position) });
    return id;
  },
);

export interface CreateScene extends Place {
  readonly chapterId: ChapterId;
  readonly title?: string;
  readonly synopsis?: string;
  /** One empty paragraph where it is not given. */
  readonly document?: ProseDocument;
  readonly status?: SceneSummary['status'];
  readonly createdBy?: CreatedBy;
}

/** Makes a scene in a chapter, at revision 1. Throws CHAPTER_NOT_FOUND. */
export const createScene = write((db, input: CreateScene): Scene => {
  requireChapter(db, input.chapterId);
  const id = newId<SceneId>();
  const siblings = listScenesOf(db, input.chapterId);
  const document = input.document ?? emptyProse(newId);
  db.prepare(
    `INSERT INTO scene (id, chapter_id, position, title, synopsis, status, doc, doc_hash, word_count, revision,
       created_by, created_at, updated_at)
     VALUES (:id, :chapterId, :position, :title, :synopsis, :status, :doc, :docHash, :words, 1, :createdBy, :now, :now)`,
  ).run({
    id,
    chapterId: input.chapterId,
    position: siblings.length,
    title: input.title ?? '',
    synopsis: input.synopsis ?? '',
    status: input.status ?? (input.document ? 'draft' : 'outline'),
    ...storedDocument(document, getNovel(db).language),
    createdBy: input.createdBy ?? 'writer',
    now: Date.now(),
  });
  renumber(db, { table: 'scene', ids: inserted(siblings, id, input.position) });
  return getScene(db, id);
});

export interface UpdateAct {
  readonly id: ActId;
  readonly title?: string;
  readonly summary?: string;
}

/** Changes an act's title or summary. Throws ACT_NOT_FOUND. */
export const updateAct = write((db, { id, title = null, summary = null }: Nullable<UpdateAct>): void => {
  requireAct(db, id);
  db.prepare('UPDATE act SET title = coalesce(?, title), summary = coalesce(?, summary) WHERE id = ?').run(
    title,
    summary,
    id,
  );
});

export interface UpdateChapter {
  readonly id: ChapterId;
  readonly title?: string;
  readonly summary?: string;
}

/** Changes a chapter's title or summary. Throws CHAPTER_NOT_FOUND. */
export const updateChapter = write(
  (db, { id, title = null, summary = null }: Nullable<UpdateChapter>): void => {
    requireChapter(db, id);
    db.prepare(
      'UPDATE chapter SET title = coalesce(?, title), summary = coalesce(?, summary) WHERE id = ?',
    ).run(title, summary, id);
  },
);

export type SceneDetails = Partial<
  Pick<SceneSummary, 'title' | 'synopsis' | 'status' | 'wordGoal' | 'storyTime'> & {
    readonly povEntryId: EntryId | null;
    readonly placeEntryId: EntryId | null;
  }
>;

/** Changes what the outline knows of a scene; its prose and revision stay. Throws SCENE_NOT_FOUND. */
export const updateSceneDetails = write(
  (db, { id, ...change }: SceneDetails & { readonly id: SceneId }): Scene => {
    const { title, synopsis, status, wordGoal, storyTime, povEntryId, placeEntryId } = {
      ...getScene(db, id),
      ...change,
    };
    db.prepare(
      `UPDATE scene SET title = :title, synopsis = :synopsis, status = :status, word_goal = :wordGoal,
       story_time = :storyTime, pov_entry_id = :povEntryId, place_entry_id = :placeEntryId, updated_at = :now
     WHERE id = :id`,
    ).run({ id, title, synopsis, status, wordGoal, storyTime, povEntryId, placeEntryId, now: Date.now() });
    return getScene(db, id);
  },
);

/** Moves an act among the acts. Throws ACT_NOT_FOUND. */
export const moveAct = write((db, { id, position }: { readonly id: ActId } & Place): void => {
  requireAct(db, id);
  renumber(db, { table: 'act', ids: inserted(listActs(db), id, position) });
});

export interface MoveChapter extends Place {
  readonly id: ChapterId;
  readonly actId: ActId;
}

/** Moves a chapter to a place in an act, its own or another. Throws CHAPTER_NOT_FOUND, ACT_NOT_FOUND. */
export const moveChapter = write((db, { id, actId, position }: MoveChapter): void => {
  const from = requireChapter(db, id).act_id as ActId;
  requireAct(db, actId);
  db.prepare('UPDATE chapter SET act_id = ? WHERE id = ?').run(actId, id);
  renumber(db, { table: 'chapter', ids: inserted(listChaptersOf(db, actId), id, position) });
  if (from !== actId) renumber(db, { table: 'chapter', ids: listChaptersOf(db, from) });
});

export interface MoveScene extends Place {
  readonly id: SceneId;
  readonly chapterId: ChapterId;
}

/** Moves a scene to a place in a chapter, its own or another. Throws SCENE_NOT_FOUND, CHAPTER_NOT_FOUND. */
export const moveScene = write((db, { id, chapterId, position }: MoveScene): void => {
  const from = getScene(db, id).chapterId;
  requireChapter(db, chapterId);
  db.prepare('UPDATE scene SET chapter_id = ? WHERE id = ?').run(chapterId, id);
  renumber(db, { table: 'scene', ids: inserted(listScenesOf(db, chapterId), id, position) });
  if (from !== chapterId) renumber(db, { table: 'scene', ids: listScenesOf(db, from) });
});

type Nullable<T> = { readonly [K in keyof T]: T[K] | null } & {
  readonly id: T extends { id: infer I } ? I : never;
};

const listIds = (db: Db, sql: string, ...values: string[]): readonly string[] =>
  db
    .prepare<string[], { id: string }>(sql)
    .all(...values)
    .map(({ id }) => id);
const listActs = (db: Db) => listIds(db, 'SELECT id FROM act ORDER BY position');
const listChaptersOf = (db: Db, actId: ActId) =>
  listIds(db, 'SELECT id FROM chapter WHERE act_id = ? ORDER BY position', actId);
const listScenesOf = (db: Db, chapterId: ChapterId) =>
  listIds(db, 'SELECT id FROM scene WHERE chapter_id = ? ORDER BY position', chapterId);

function requireAct(db: Db, id: ActId): void {
  if (!db.prepare('SELECT 1 FROM act WHERE id = ?').get(id)) throw new AppError('ACT_NOT_FOUND', { id });
}

function requireChapter(db: Db, id: ChapterId): { act_id: string } {
  const row = db.prepare<[string], { act_id: string }>('SELECT act_id FROM chapter WHERE id = ?').get(id);
  if (!row) throw new AppError('CHAPTER_NOT_FOUND', { chapter: id });
  return row;
}

function inserted(siblings: readonly string[], id: string, position = siblings.length): readonly string[] {
  const others = siblings.filter((other) => other !== id);
  return others.toSpliced(Math.max(0, position), 0, id);
}

const renumber = write(
  (db, { table, ids }: { table: 'act' | 'chapter' | 'scene'; ids: readonly string[] }): void => {
    const statement = db.prepare(`UPDATE ${table} SET position = ? WHERE id = ? AND position <> ?`);
    ids.forEach((id, position) => statement.run(position, id, position));
  },
);
