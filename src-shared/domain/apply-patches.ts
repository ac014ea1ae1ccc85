import { anchorTo, type Anchor } from './anchor.ts';
import { applyPatch } from './apply-patch.ts';
import { inverseOf, type InversePatch } from './inverse-patch.ts';
import { locate } from './locate-anchor.ts';
import { moveAnchor, type BlockEdit } from './move-anchor.ts';
import type { Patch, PatchState } from './patch.ts';
import { paragraphsOf, type ProseDocument } from './prose.ts';

/** The patched document, and every patch with what became of it, in the order given. */
export interface AppliedPatches {
  readonly document: ProseDocument;
  readonly patches: readonly Patch[];
  readonly edits: readonly BlockEdit[];
  /** The way back from each patch in the finished document; null where it was not placed or has none. */
  readonly inverses: readonly (InversePatch | null)[];
}

/**
 * Applies patches one after another. Each is placed in the document as it was given; what an earlier one moved is
 * followed exactly, what an earlier one took is unplaced.
 */
export function applyPatches(document: ProseDocument, patches: readonly Patch[]): AppliedPatches {
  let current = document;
  const edits: BlockEdit[] = [];
  const anchors = patches.map(({ anchor }) => refresh(anchor, document));
  const inverses: (InversePatch | null)[] = [];
  const states = patches.map((patch, at): PatchState => {
    const anchor = anchors[at] ?? null;
    const applied = anchor === null ? null : applyPatch(current, { anchor, change: patch.change });
    for (let earlier = 0; earlier < at && applied !== null; earlier++)
      inverses[earlier] = movedInverse(inverses[earlier] ?? null, applied.edit);
    inverses[at] = applied === null ? null : inverseOf(current, applied, patch.anchor.target);
    if (applied === null) return 'unplaced';
    current = applied.document;
    edits.push(applied.edit);
    for (let later = at + 1; later < anchors.length; later++) {
      const waiting = anchors[later] ?? null;
      anchors[later] = waiting === null ? null : moveAnchor(waiting, applied.edit);
    }
    return 'accepted';
  });
  return {
    document: current,
    patches: patches.map((patch, at) => ({ ...patch, state: states[at] ?? 'unplaced' })),
    edits,
    inverses,
  };
}

function movedInverse(inverse: InversePatch | null, edit: BlockEdit): InversePatch | null {
  const anchor = inverse === null ? null : moveAnchor(inverse.anchor, edit);
  return inverse === null || anchor === null ? null : { ...inverse, anchor };
}

/** The anchor as it would be made now at the place it points to; null where it points nowhere. */
export function refresh(anchor: Anchor, document: ProseDocument): Anchor | null {
  const place = locate(anchor, document);
  const paragraph = paragraphsOf(document).find(({ attrs }) => attrs.id === place?.blockId);
  if (place === null || paragraph === undefined) return null;
  return anchorTo({ target: anchor.target, paragraph, start: place.start, end: place.end });
}
