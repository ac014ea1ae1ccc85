import type { FindingId, SceneId } from '../../src-shared/domain/ids.ts';
import type { KeptPatch, MovedAnchor } from '../../src-shared/ipc/reviews.ts';
import { write } from '../db/connection.ts';
import { getFinding } from '../db/findings.ts';
import { setAnchor, updatePatch } from '../db/patches.ts';
import { addVersion, listVersions } from '../db/versions.ts';
import { getScene } from '../db/scenes.ts';
import { addWaiver } from '../db/waivers.ts';

/** "Intentional": the finding's rule does not apply to its quote, in this review or a later one. Throws FINDING_NOT_FOUND. */
export const waiveFinding = write((db, id: FindingId): void => {
  const { rule, anchor } = getFinding(db, id);
  addWaiver(db, { rule, quote: anchor?.quote ?? '', createdAt: Date.now() });
});

/** Keeps a version of a scene before a patch goes in, unless its last version is of this very text. Throws SCENE_NOT_FOUND. */
export const keepBeforePatch = write((db, sceneId: SceneId): void => {
  const { revision } = getScene(db, sceneId);
  if (listVersions(db, sceneId)[0]?.revision === revision) return;
  addVersion(db, { sceneId, reason: 'accept' });
});

export interface KeepPatches {
  readonly patches: readonly KeptPatch[];
  readonly anchors: readonly MovedAnchor[];
}

/** Keeps what the open editor did with patches, and where findings point to now. Throws PATCH_NOT_FOUND. */
export const keepPatches = write((db, { patches, anchors }: KeepPatches): void => {
  for (const patch of patches) updatePatch(db, patch);
  for (const moved of anchors) setAnchor(db, moved);
});
