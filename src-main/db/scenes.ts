import type { ChapterId, SceneId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from './connection.ts';
import { storedDocument } from './documents.ts';
import { getNovel } from './novels.ts';
import { toScene, type SceneRow } from './scene-rows.ts';

/** A scene with its prose. Throws SCENE_NOT_FOUND. */
export function getScene(db: Db, id: SceneId): Scene {
  const row = db.prepare<[string], SceneRow>('SELECT * FROM scene WHERE id = ?').get(id);
  if (!row) throw new AppError('SCENE_NOT_FOUND', { id });
  return toScene(row);
}

/** A chapter's scenes with their prose, in reading order; none for a chapter that is not there. */
export function listChapterScenes(db: Db, chapterId: ChapterId): readonly Scene[] {
  return db
    .prepare<[string], SceneRow>('SELECT * FROM scene WHERE chapter_id = ? ORDER BY position')
    .all(chapterId)
    .map(toScene);
}

export interface SaveScene {
  readonly id: SceneId;
  readonly document: ProseDocument;
  /** The revision the document was made from. */
  readonly baseRevision: number;
}

/** Saves a scene's document if nobody saved a newer one. Throws SCENE_CHANGED with the current revision otherwise. */
export const saveScene = write((db, { id, document, baseRevision }: SaveScene): Scene => {
  const { doc, docHash, words } = storedDocument(document, getNovel(db).language);
  const row = db
    .prepare<[object], SceneRow>(
      `UPDATE scene SET doc = :doc, doc_hash = :docHash, word_count = :words, revision = revision + 1,
         updated_at = :now
       WHERE id = :id AND revision = :baseRevision RETURNING *`,
    )
    .get({ id, doc, docHash, words, baseRevision, now: Date.now() });
  if (!row) throw new AppError('SCENE_CHANGED', { id, revision: getScene(db, id).revision });
  return toScene(row);
});
