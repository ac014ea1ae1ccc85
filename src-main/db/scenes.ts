import type { ChapterId, Hash, SceneId, VersionId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { CreatedBy, Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { read, write, type Db } from './connection.ts';
import { storedDocument } from './documents.ts';
import {
  summaryColumns,
  toScene,
  toSceneSummary,
  type SceneRow,
  type SceneSummaryRow,
} from './scene-rows.ts';
import { addIntervalVersion, addVersion, getVersion } from './versions.ts';

/** A scene with its prose, one in the bin too. Throws SCENE_NOT_FOUND. */
export function getScene(db: Db, id: SceneId): Scene {
  return read(db, () => {
    const row = db.prepare<[string], SceneRow>('SELECT * FROM scene WHERE id = ?').get(id);
    if (!row) throw new AppError('SCENE_NOT_FOUND', { id });
    return toScene(row);
  });
}

/** The hash of a scene's text, without reading it. Throws SCENE_NOT_FOUND. */
export function getDocumentHash(db: Db, id: SceneId): Hash {
  const hash = db.prepare<[string], Hash>('SELECT doc_hash FROM scene WHERE id = ?').pluck().get(id);
  if (hash === undefined) throw new AppError('SCENE_NOT_FOUND', { id });
  return hash;
}

/** A chapter's scenes with their prose, in reading order. Throws CHAPTER_NOT_FOUND. */
export function listChapterScenes(db: Db, chapterId: ChapterId): readonly Scene[] {
  return read(db, () => {
    if (!db.prepare('SELECT 1 FROM live_chapter WHERE id = ?').get(chapterId))
      throw new AppError('CHAPTER_NOT_FOUND', { chapter: chapterId });
    return db
      .prepare<[string], SceneRow>('SELECT * FROM live_scene WHERE chapter_id = ? ORDER BY position')
      .all(chapterId)
      .map(toScene);
  });
}

/** The words of a scene as it was last saved. Throws SCENE_NOT_FOUND. */
export function wordCountOf(db: Db, id: SceneId): number {
  const words = db.prepare<[string], number>('SELECT word_count FROM scene WHERE id = ?').pluck().get(id);
  if (words === undefined) throw new AppError('SCENE_NOT_FOUND', { id });
  return words;
}

export interface SaveScene {
  readonly id: SceneId;
  readonly document: ProseDocument;
  /** The revision the document was made from. */
  readonly baseRevision: number;
}

/**
 * Saves a scene's document if nobody saved a newer one; every ten minutes of editing the state before is kept as a
 * version. Throws SCENE_NOT_FOUND, SCENE_CHANGED with the current revision, INPUT_INVALID for what is no document.
 */
export const saveScene = write((db, { id, document, baseRevision }: SaveScene): Scene => {
  const { revision } = getSceneSummary(db, id);
  if (revision !== baseRevision)
    throw new AppError('SCENE_CHANGED', { id, revision, scene: getScene(db, id).title || id });
  const now = Date.now();
  addIntervalVersion(db, { sceneId: id, now });
  const { doc, docHash, words } = storedDocument(document, languageOf(db));
  const row = db
    .prepare<[object], SceneSummaryRow>(
      `UPDATE scene SET doc = :doc, doc_hash = :docHash, word_count = :words, revision = revision + 1,
         updated_at = :now
       WHERE id = :id RETURNING ${summaryColumns}`,
    )
    .get({ id, doc, docHash, words, now });
  return { ...toSceneSummary(row!), document, documentHash: docHash satisfies Hash };
});

export interface RestoreVersion {
  readonly id: VersionId;
  readonly createdBy?: CreatedBy;
}

/** Puts a kept state back as the scene's newest, after keeping the present one. Throws VERSION_NOT_FOUND. */
export const restoreVersion = write((db, { id, createdBy = 'writer' }: RestoreVersion): Scene => {
  const { sceneId, document } = getVersion(db, id);
  addVersion(db, { sceneId, reason: 'restore', createdBy });
  return saveScene(db, { id: sceneId, document, baseRevision: getSceneSummary(db, sceneId).revision });
});

function getSceneSummary(db: Db, id: SceneId): { revision: number } {
  const row = db.prepare<[string], { revision: number }>('SELECT revision FROM scene WHERE id = ?').get(id);
  if (!row) throw new AppError('SCENE_NOT_FOUND', { id });
  return row;
}

function languageOf(db: Db): string {
  return db.prepare<[], string>('SELECT language FROM novel').pluck().get() ?? 'en';
}
