import type { ActId, ChapterId, EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { SceneSummary } from '../../src-shared/domain/novel.ts';
import type { ItemPlace, OutlineItem } from '../../src-shared/domain/outline-item.ts';
import { emptyProse, type ProseDocument } from '../../src-shared/domain/prose.ts';
import type { CreatedBy, Scene } from '../../src-shared/domain/scene.ts';
import { newId } from '../services/ids.ts';
import { write, type Db } from './connection.ts';
import { storedDocument, type StoredDocument } from './documents.ts';
import { notFound, putAt, requireLive } from './item-places.ts';
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
  db.prepare('INSERT INTO act (id, position, title, summary) VALUES (?, 0, ?, ?)').run(id, title, summary);
  putAt(db, { item: { kind: 'act', id }, place: placeAt(null, position) });
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
    db.prepare('INSERT INTO chapter (id, act_id, position, title, summary) VALUES (?, ?, 0, ?, ?)').run(
      id,
      actId,
      title,
      summary,
    );
    putAt(db, { item: { kind: 'chapter', id }, place: placeAt(actId, position) });
    return id;
  },
);

export interface CreateScene extends Place {
  readonly chapterId: ChapterId;
  readonly title?: string;
  readonly synopsis?: string;
  /** One empty paragraph where it is not given. */
  readonly document?: ProseDocument;
  /** The same, made ready elsewhere: an import's. */
  readonly stored?: StoredDocument;
  readonly status?: SceneSummary['status'];
  readonly createdBy?: CreatedBy;
}

/** Makes a scene in a chapter, at revision 1. Throws CHAPTER_NOT_FOUND. */
export const createScene = write((db, input: CreateScene): Scene => {
  requireChapter(db, input.chapterId);
  const id = newId<SceneId>();
  const stored = input.stored ?? storedDocument(input.document ?? emptyProse(newId), getNovel(db).language);
  db.prepare(
    `INSERT INTO scene (id, chapter_id, position, title, synopsis, status, doc, doc_hash, word_count, revision,
       created_by, created_at, updated_at)
     VALUES (:id, :chapterId, 0, :title, :synopsis, :status, :doc, :docHash, :words, 1, :createdBy, :now, :now)`,
  ).run({
    id,
    chapterId: input.chapterId,
    title: input.title ?? '',
    synopsis: input.synopsis ?? '',
    status: input.status ?? (input.document || input.stored ? 'draft' : 'outline'),
    ...stored,
    createdBy: input.createdBy ?? 'writer',
    now: Date.now(),
  });
  putAt(db, { item: { kind: 'scene', id }, place: placeAt(input.chapterId, input.position) });
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
  putAt(db, { item: { kind: 'act', id }, place: placeAt(null, position) });
});

export interface MoveChapter extends Place {
  readonly id: ChapterId;
  readonly actId: ActId;
}

/** Moves a chapter to a place in an act, its own or another. Throws CHAPTER_NOT_FOUND, ACT_NOT_FOUND. */
export const moveChapter = write((db, { id, actId, position }: MoveChapter): void => {
  requireChapter(db, id);
  requireAct(db, actId);
  putAt(db, { item: { kind: 'chapter', id }, place: placeAt(actId, position) });
});

export interface MoveScene extends Place {
  readonly id: SceneId;
  readonly chapterId: ChapterId;
}

/** Moves a scene to a place in a chapter, its own or another. Throws SCENE_NOT_FOUND, CHAPTER_NOT_FOUND. */
export const moveScene = write((db, { id, chapterId, position }: MoveScene): void => {
  requireLive(db, { kind: 'scene', id });
  requireChapter(db, chapterId);
  putAt(db, { item: { kind: 'scene', id }, place: placeAt(chapterId, position) });
});

/** The title and summary of an act or a chapter; of a scene its title and synopsis. Throws its kind's NOT_FOUND. */
export function getTitles(
  db: Db,
  { kind, id }: OutlineItem,
): { readonly title: string; readonly summary: string } {
  const summary = kind === 'scene' ? 'synopsis' : 'summary';
  const row = db
    .prepare<[string], { title: string; summary: string }>(
      `SELECT title, ${summary} AS summary FROM ${kind} WHERE id = ?`,
    )
    .get(id);
  if (!row) throw notFound(kind, id);
  return row;
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null } & {
  readonly id: T extends { id: infer I } ? I : never;
};

const requireAct = (db: Db, id: ActId): void => requireLive(db, { kind: 'act', id });
const requireChapter = (db: Db, id: ChapterId): void => requireLive(db, { kind: 'chapter', id });

function placeAt(parentId: string | null, position = Number.MAX_SAFE_INTEGER): ItemPlace {
  return { parentId, position };
}
