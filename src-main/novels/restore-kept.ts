import type { VersionId } from '../../src-shared/domain/ids.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { write } from '../db/connection.ts';
import { getScene, saveScene } from '../db/scenes.ts';
import { addVersion, getVersion } from '../db/versions.ts';
import { recordAction } from './undo-log.ts';

/**
 * Puts a kept state back as the scene's newest, after keeping the present one; one undo takes it back. Throws
 * VERSION_NOT_FOUND.
 */
export const restoreKept = write((db, id: VersionId): Scene => {
  const { sceneId, document } = getVersion(db, id);
  const { revision, title } = getScene(db, sceneId);
  const kept = addVersion(db, { sceneId, reason: 'restore' });
  const scene = saveScene(db, { id: sceneId, document, baseRevision: revision });
  recordAction(db, {
    label: { key: 'undo.restore-version', values: { title } },
    changes: [{ type: 'scene-text', sceneId, versionId: kept.id, revisionAfter: scene.revision }],
  });
  return scene;
});
