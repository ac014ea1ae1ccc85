import { z } from 'zod';
import type { Anchor } from '../../src-shared/domain/anchor.ts';
import { applyPatches } from '../../src-shared/domain/apply-patches.ts';
import { type BlockEdit, moveAnchor } from '../../src-shared/domain/move-anchor.ts';
import type { Patch } from '../../src-shared/domain/patch.ts';
import { ProseDocument } from '../../src-shared/domain/prose.ts';
import { Review } from '../../src-shared/domain/qa.ts';
import { step } from './step.ts';

/** A document and the review that was made of it, with what became of its patches. */
export const Patched = z.object({ document: ProseDocument, review: Review });
export type Patched = z.infer<typeof Patched>;

/** Applies a review's safe patches inside a crew's own draft. What still stands in the review points where it points now. */
export const applySafePatches = step({
  name: 'patch',
  agent: 'editor',
  input: Patched,
  output: Patched,
  run: (patched) => Promise.resolve(applyWhere(patched, ({ isSafe }) => isSafe)),
});

/** Applies the open patches that are chosen, records what became of each, and moves every other anchor along. */
export function applyWhere({ document, review }: Patched, isChosen: (patch: Patch) => boolean): Patched {
  const chosen = review.layers
    .flatMap(({ patches }) => patches)
    .filter((patch) => patch.state === 'open' && isChosen(patch));
  if (chosen.length === 0) return { document, review };
  const applied = applyPatches(document, chosen);
  const done = new Map(applied.patches.map((patch) => [patch.id, patch]));
  const move = moverOf(applied.edits);
  const layers = review.layers.map((layer) => ({
    ...layer,
    issues: layer.issues.map((issue) => ({ ...issue, anchor: issue.anchor && move(issue.anchor) })),
    patches: layer.patches.map(
      (patch) =>
        done.get(patch.id) ?? {
          ...patch,
          anchor: patch.state === 'open' ? move(patch.anchor) : patch.anchor,
        },
    ),
  }));
  return { document: applied.document, review: { ...review, layers } };
}

/** Where an edit took what an anchor points at, the anchor keeps its words, so that it can say what stood there. */
const moverOf =
  (edits: readonly BlockEdit[]) =>
  (anchor: Anchor): Anchor => {
    let moved: Anchor = anchor;
    for (const edit of edits) {
      const next = moveAnchor(moved, edit);
      if (next === null) return anchor;
      moved = next;
    }
    return moved;
  };
