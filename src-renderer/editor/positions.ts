import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { BlockId } from '../../src-shared/domain/ids.ts';

/*
 * Between the editor's positions and the anchors that are kept: a block's id and a UTF-16 offset into its text, a hard
 * break counting one. A paragraph's text starts one position behind the paragraph, and every character and hard break
 * is one position long: offset = position - start of the text, exactly.
 */

/** A paragraph in the document: its id, the position of its text's start, and the node. */
export interface BlockPlace {
  readonly blockId: BlockId;
  /** Where its text starts; the node itself stands at `start - 1`. */
  readonly start: number;
  readonly node: Node;
}

/** A place that outlives edits elsewhere: what is kept instead of a position. */
export interface TextPlace {
  readonly blockId: BlockId;
  readonly offset: number;
}

/** Calls back for every paragraph in reading order, those in quotations too, until it answers false. */
export function eachParagraph(doc: Node, visit: (place: BlockPlace) => boolean | void): void {
  let isDone = false;
  doc.descendants((node, pos) => {
    if (isDone) return false;
    if (!node.isTextblock) return true;
    isDone = visit({ blockId: node.attrs['id'] as BlockId, start: pos + 1, node }) === false;
    return false;
  });
}

/** The paragraph that holds a position; null between blocks and in a scene break. */
export function blockAt(doc: Node, position: number): (BlockPlace & { readonly offset: number }) | null {
  const at = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  if (!at.parent.isTextblock) return null;
  return {
    blockId: at.parent.attrs['id'] as BlockId,
    start: at.start(),
    node: at.parent,
    offset: at.parentOffset,
  };
}

/** The paragraph with an id; null where the document has none. */
export function findBlock(doc: Node, blockId: BlockId): BlockPlace | null {
  let found: BlockPlace | null = null;
  eachParagraph(doc, (place) => {
    if (place.blockId === blockId) found = place;
    return found === null;
  });
  return found;
}

/** The position of an offset in a block's text, cut to the text's end; null where the block is gone. */
export function positionOf(doc: Node, { blockId, offset }: TextPlace): number | null {
  const block = findBlock(doc, blockId);
  return block && block.start + Math.max(0, Math.min(offset, block.node.content.size));
}

/** A paragraph's text as anchors count it: one unit for every position, "\n" for a hard break. */
export function textOfNode(node: Node): string {
  return node.textBetween(0, node.content.size, undefined, '\n');
}

/** What is selected, as kept places. */
export interface SelectionAnchor {
  readonly from: TextPlace;
  readonly to: TextPlace;
  /** The selected text; paragraphs on lines of their own with an empty line between. */
  readonly text: string;
  readonly isEmpty: boolean;
}

/** The selection as kept places; null where an end of it stands in no paragraph. */
export function selectionAnchor({ state }: Pick<Editor, 'state'>): SelectionAnchor | null {
  const { from, to, empty } = state.selection;
  const [start, end] = [blockAt(state.doc, from), blockAt(state.doc, to)];
  if (!start || !end) return null;
  return {
    from: { blockId: start.blockId, offset: start.offset },
    to: { blockId: end.blockId, offset: end.offset },
    text: state.doc.textBetween(from, to, '\n\n', '\n'),
    isEmpty: empty,
  };
}
