import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from '../db/connection.ts';
import { requireLive } from '../db/item-places.ts';
import { getScene, saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';

/** A scene of the manuscript at the revision the window knows. Throws SCENE_NOT_FOUND, SCENE_CHANGED. */
export function requireScene(
  db: Db,
  { sceneId, revision }: { readonly sceneId: SceneId; readonly revision: number },
): Scene {
  requireLive(db, { kind: 'scene', id: sceneId });
  const scene = getScene(db, sceneId);
  if (scene.revision !== revision)
    throw new AppError('SCENE_CHANGED', {
      id: sceneId,
      revision: scene.revision,
      scene: scene.title || sceneId,
    });
  return scene;
}

/** Puts other words into a scene, after a version of the old ones, and answers how to take that back. */
export const changeText = write(
  (db, { scene, document }: { readonly scene: Scene; readonly document: ProseDocument }): UndoChange => {
    const { id: sceneId } = scene;
    const version = addVersion(db, { sceneId, reason: 'replace' });
    const saved = saveScene(db, { id: sceneId, document, baseRevision: scene.revision });
    return { type: 'scene-text', sceneId, versionId: version.id, revisionAfter: saved.revision };
  },
);
