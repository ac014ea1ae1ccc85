import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { write } from '../db/connection.ts';
import { saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';

export interface ReplaceWithMine {
  readonly sceneId: SceneId;
  readonly document: ProseDocument;
  /** The revision that was looked at and may be replaced. */
  readonly baseRevision: number;
}

/** Puts the window's text over one that came from elsewhere, which is kept as a version. Throws SCENE_CHANGED. */
export const replaceWithMine = write((db, { sceneId, document, baseRevision }: ReplaceWithMine): Scene => {
  addVersion(db, { sceneId, reason: 'replace' });
  return saveScene(db, { id: sceneId, document, baseRevision });
});
