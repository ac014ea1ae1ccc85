import type { Node } from '@tiptap/pm/model';
import { closeHistory } from '@tiptap/pm/history';
import type { Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { applyChange, type AppliedPatch } from '../../src-shared/domain/apply-patch.ts';
import type { Anchor } from '../../src-shared/domain/anchor.ts';
import { inverseOf } from '../../src-shared/domain/inverse-patch.ts';
import type { PatchChange } from '../../src-shared/domain/patch.ts';
import type { ReviewedPatch } from '../../src-shared/domain/reviewed-text.ts';
import type { KeptPatch } from '../../src-shared/ipc/reviews.ts';
import { PatchStep } from './patch-step.ts';
import { findBlock } from './positions.ts';
import { holdsQuote, placeAnchor, placeOf, proseOf, rangeOf, type Range } from './place-anchor.ts';
import { shownIn } from './suggestions.ts';

/**
 * Puts a patch into the open text as one step of the editor's undo. Answers false where it could not be placed; nothing
 * is changed then.
 */
export function acceptInEditor(view: EditorView, patch: ReviewedPatch, change: PatchChange): boolean {
  const { doc } = view.state;
  const range = followed(view, patch) ?? placeAnchor(doc, patch.anchor);
  const applied = applyAt(doc, { range, change });
  if (applied === null) return false;
  const { id } = patch;
  const inverse = inverseOf(proseOf(doc), applied, patch.anchor.target);
  dispatch(view, {
    ...{ applied, change },
    before: { id, state: 'open', change: patch.change, inverse: null },
    after: { id, state: 'accepted', change, inverse },
  });
  return true;
}

/** Takes an accepted patch out of the open text again. Answers false where its words are not there any more. */
export function takeBackInEditor(view: EditorView, { id, inverse, change }: ReviewedPatch): boolean {
  if (inverse === null) return false;
  const range = placeAnchor(view.state.doc, inverse.anchor);
  const applied = applyAt(view.state.doc, { range, change: inverse.change });
  if (applied === null) return false;
  dispatch(view, {
    ...{ applied, change: inverse.change },
    before: { id, state: 'accepted', change, inverse },
    after: { id, state: 'open', change, inverse: null },
  });
  return true;
}

/** Where the page has followed the patch to, if its very words stand there. */
function followed(
  view: EditorView,
  { id, anchor }: { id: ReviewedPatch['id']; anchor: Anchor },
): Range | null {
  const shown = shownIn(view);
  const suggestion = shown?.suggestions.find(({ patch }) => patch?.id === id);
  const range = suggestion && shown?.places.get(suggestion.id)?.patch;
  return range && holdsQuote(view.state.doc, range, anchor) ? range : null;
}

function applyAt(
  doc: Node,
  { range, change }: { range: Range | null; change: PatchChange },
): AppliedPatch | null {
  const place = range && placeOf(doc, range);
  return place && applyChange(proseOf(doc), place, change);
}

interface Applied {
  readonly applied: AppliedPatch;
  readonly change: PatchChange;
  readonly before: KeptPatch;
  readonly after: KeptPatch;
}

function dispatch(view: EditorView, { applied, change, before, after }: Applied): void {
  const tr = write(view.state.tr, applied, change);
  view.dispatch(closeHistory(tr.step(new PatchStep(before, after))));
  view.dispatch(closeHistory(view.state.tr)); // what is typed next is a step of its own
}

/** The same edit that the shared rule made, in the editor's own steps. */
function write(tr: Transaction, { edit }: AppliedPatch, change: PatchChange): Transaction {
  if (edit.kind === 'remove') return removeBlock(tr, edit.blockId);
  if (edit.kind !== 'text') return tr;
  const range = rangeOf(tr.doc, { blockId: edit.blockId, start: edit.start, end: edit.end });
  if (range === null) return tr;
  const content = change.kind === 'delete' ? [] : change.content;
  const nodes = content.map((part) => tr.doc.type.schema.nodeFromJSON(part));
  return nodes.length === 0 ? tr.delete(range.from, range.to) : tr.replaceWith(range.from, range.to, nodes);
}

function removeBlock(tr: Transaction, blockId: Parameters<typeof findBlock>[1]): Transaction {
  const block = findBlock(tr.doc, blockId);
  if (block === null) return tr;
  const at = tr.doc.resolve(block.start);
  const isAlone = at.depth > 1 && at.node(at.depth - 1).childCount === 1; // the only paragraph of a quotation
  const depth = isAlone ? at.depth - 1 : at.depth;
  return tr.delete(at.before(depth), at.after(depth));
}
