import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from '../db/connection.ts';
import { getDraft, getDraftState, requireOpenDraft, setDraftState } from '../db/drafts.ts';
import { getScene, saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';

/** What a review was of, as it stands: null where the scene or the draft is gone. */
export function readTarget(db: Db, target: AnchorTarget): { readonly document: ProseDocument } | null {
  try {
    return target.kind === 'scene' ? getScene(db, target.sceneId) : getDraft(db, target.draftId);
  } catch (error) {
    if (error instanceof AppError && /^(SCENE|DRAFT)_NOT_FOUND$/.test(error.code)) return null;
    throw error;
  }
}

/** The same, to be written to. Throws SCENE_NOT_FOUND, DRAFT_NOT_FOUND, and DRAFT_CLOSED for a draft that was decided. */
export function openTarget(db: Db, target: AnchorTarget): ProseDocument {
  return target.kind === 'scene'
    ? getScene(db, target.sceneId).document
    : requireOpenDraft(db, target.draftId).document;
}

/**
 * Puts a changed document in its place and answers what an undo needs: a scene keeps a version from before. Throws what
 * `saveScene` throws.
 */
export const saveTarget = write(
  (db, { target, document }: { target: AnchorTarget; document: ProseDocument }): UndoChange => {
    if (target.kind === 'draft') {
      const before = getDraftState(db, target.draftId);
      setDraftState(db, { id: target.draftId, state: { ...before, document } });
      return { type: 'draft-state', draftId: target.draftId, state: before };
    }
    const { sceneId } = target;
    const { id: versionId } = addVersion(db, { sceneId, reason: 'accept' });
    const { revision } = saveScene(db, {
      id: sceneId,
      document,
      baseRevision: getScene(db, sceneId).revision,
    });
    return { type: 'scene-text', sceneId, versionId, revisionAfter: revision };
  },
);
