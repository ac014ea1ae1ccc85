import { applyPatch } from '../../src-shared/domain/apply-patch.ts';
import type { PatchId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write } from '../db/connection.ts';
import { getPatch, updatePatch } from '../db/patches.ts';
import { openTarget, saveTarget } from './review-target.ts';
import { recordAction } from './undo-log.ts';

/**
 * Takes an accepted patch out of its text and opens it again; a scene keeps a version from before. Throws
 * PATCH_NOT_FOUND, PATCH_CLOSED where it is not accepted, and PATCH_UNPLACED where the text has changed there since.
 */
export const takeBackPatch = write((db, id: PatchId): void => {
  const { state, inverse, anchor, change } = getPatch(db, id);
  if (state !== 'accepted') throw new AppError('PATCH_CLOSED', { id, state });
  const { target } = inverse?.anchor ?? anchor;
  const applied = inverse === null ? null : applyPatch(openTarget(db, target), inverse);
  if (applied === null) throw new AppError('PATCH_UNPLACED', { id });
  const saved = saveTarget(db, { target, document: applied.document });
  updatePatch(db, { id, state: 'open', change, inverse: null });
  recordAction(db, {
    label: { key: 'undo.take-back-patch', values: {} },
    changes: [saved, { type: 'patch-state', patchId: id, state }],
  });
});
