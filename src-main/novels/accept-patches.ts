import type { Anchor, AnchorTarget } from '../../src-shared/domain/anchor.ts';
import { applyPatches, refresh } from '../../src-shared/domain/apply-patches.ts';
import type { JobId, PatchId } from '../../src-shared/domain/ids.ts';
import { moveAnchor, type BlockEdit } from '../../src-shared/domain/move-anchor.ts';
import type { PatchChange } from '../../src-shared/domain/patch.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { ReviewedPatch } from '../../src-shared/domain/reviewed-text.ts';
import type { AnchorBefore, UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { MovedAnchor, ReviewPart, RuleAccepted } from '../../src-shared/ipc/reviews.ts';
import { write, type Db } from '../db/connection.ts';
import { getDraft } from '../db/drafts.ts';
import { getFinding, listAnchors } from '../db/findings.ts';
import { getPatch, listPatchesOfRule, setAnchor, updatePatch } from '../db/patches.ts';
import { openTarget, saveTarget } from './review-target.ts';
import { recordAction } from './undo-log.ts';

/**
 * Puts one patch into the text it was made for, with the writer's own wording where it was edited. A scene keeps a
 * version; other anchors follow; one undo of the novel takes it back. Throws PATCH_NOT_FOUND, PATCH_CLOSED,
 * PATCH_UNPLACED, and DRAFT_CLOSED.
 */
export const acceptPatch = write(
  (db, { patchId, change }: { patchId: PatchId; change?: PatchChange | undefined }): void => {
    const stored = getPatch(db, patchId);
    if (stored.state !== 'open') throw new AppError('PATCH_CLOSED', { id: patchId, state: stored.state });
    const patch = { ...stored, change: change ?? stored.change };
    const { jobId } = getFinding(db, patch.findingId);
    const label = { key: 'undo.accept-patch', values: {} };
    const { accepted, changes } = accept(db, { jobId, target: patch.anchor.target, patches: [patch] });
    if (accepted === 0) throw new AppError('PATCH_UNPLACED', { id: patchId });
    recordAction(db, { label, changes });
  },
);

export interface AcceptRule {
  readonly rule: string;
  readonly parts: readonly ReviewPart[];
}

/**
 * Puts every open patch of a rule into these texts, all in one transaction and one undo. What cannot be placed stays
 * open. Throws DRAFT_CLOSED, SCENE_NOT_FOUND.
 */
export const acceptRule = write((db, { rule, parts }: AcceptRule): RuleAccepted => {
  const done = parts.map(({ jobId, target }) => {
    const patches = listPatchesOfRule(db, { jobId, rule }).filter(
      ({ anchor, state }) => state === 'open' && isSameTarget(anchor.target, target),
    );
    return patches.length === 0 ? nothing : accept(db, { jobId, target, patches });
  });
  const sum = (count: 'accepted' | 'unplaced'): number => done.reduce((all, one) => all + one[count], 0);
  const counts = { accepted: sum('accepted'), unplaced: sum('unplaced') };
  const label = { key: 'undo.accept-rule', values: { count: counts.accepted } };
  if (counts.accepted > 0) recordAction(db, { label, changes: done.flatMap(({ changes }) => changes) });
  return counts;
});

interface Accept {
  readonly jobId: JobId;
  readonly target: AnchorTarget;
  readonly patches: readonly ReviewedPatch[];
}

interface Accepted extends RuleAccepted {
  /** What was done, for the novel's undo. */
  readonly changes: readonly UndoChange[];
}

const nothing: Accepted = { accepted: 0, unplaced: 0, changes: [] };

const accept = write((db, { jobId, target, patches }: Accept): Accepted => {
  const before = openTarget(db, target);
  const free = patches.filter((patch) => !isTaken(db, patch.anchor));
  const applied = applyPatches(before, free);
  const accepted = applied.patches.filter(({ state }) => state === 'accepted');
  const counts = { accepted: accepted.length, unplaced: patches.length - accepted.length };
  if (accepted.length === 0) return { ...counts, changes: [] };
  const saved = saveTarget(db, { target, document: applied.document });
  const moved = followEdits(db, { jobId, before, edits: applied.edits, target, leave: accepted });
  free.forEach(({ id, change }, at) => {
    if (applied.patches[at]?.state !== 'accepted') return;
    updatePatch(db, { id, state: 'accepted', change, inverse: applied.inverses[at] ?? null });
  });
  const states = accepted.map(({ id }) => ({ type: 'patch-state', patchId: id, state: 'open' }) as const);
  return { ...counts, changes: [saved, { type: 'anchors', before: moved }, ...states] };
});

/** A draft's words that stand in the manuscript by now are decided: a patch of them has nothing to mend. */
function isTaken(db: Db, { target, blockId }: Anchor): boolean {
  return (
    target.kind === 'draft' && getDraft(db, target.draftId).taken.some((piece) => piece.blockId === blockId)
  );
}

interface FollowEdits {
  readonly jobId: JobId;
  readonly target: AnchorTarget;
  readonly before: ProseDocument;
  readonly edits: readonly BlockEdit[];
  readonly leave: readonly { readonly id: PatchId }[];
}

/** Lets the review's other anchors follow the edits; answers where they pointed before. */
const followEdits = write(
  (db, { jobId, target, before, edits, leave }: FollowEdits): readonly AnchorBefore[] => {
    const left = new Set<string>(leave.map(({ id }) => id));
    const others = listAnchors(db, jobId).filter(
      (at) => isSameTarget(at.anchor.target, target) && !('patchId' in at && left.has(at.patchId)),
    );
    return others.flatMap((was): MovedAnchor[] => {
      const anchor = edits.reduce<Anchor | null>(
        (at, edit) => (at === null ? null : moveAnchor(at, edit)),
        refresh(was.anchor, before),
      );
      if (anchor === null || JSON.stringify(anchor) === JSON.stringify(was.anchor)) return [];
      setAnchor(db, { ...was, anchor });
      return [was];
    });
  },
);

function isSameTarget(a: AnchorTarget, b: AnchorTarget): boolean {
  return a.kind === 'scene'
    ? b.kind === 'scene' && a.sceneId === b.sceneId
    : b.kind === 'draft' && a.draftId === b.draftId;
}
