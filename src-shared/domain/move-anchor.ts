import { findQuote } from '../graphemes.ts';
import { anchorInText, type Anchor, type Place } from './anchor.ts';
import type { BlockId } from './ids.ts';

/** One edit of one block, with the text that stands after it: what anchors need to follow exactly. */
export type BlockEdit =
  | {
      readonly kind: 'text'; // start..end of the old text became `inserted` UTF-16 units of `text`
      readonly blockId: BlockId;
      readonly start: number;
      readonly end: number;
      readonly inserted: number;
      readonly text: string;
    }
  | { readonly kind: 'remove'; readonly blockId: BlockId }
  | {
      readonly kind: 'split'; // at `at`; `head` stays in the block, `tail` begins the new one
      readonly blockId: BlockId;
      readonly at: number;
      readonly newBlockId: BlockId;
      readonly head: string;
      readonly tail: string;
    }
  | {
      readonly kind: 'merge'; // the text of `fromBlockId` went to `at` in `blockId`, whose text is `text` now
      readonly blockId: BlockId;
      readonly fromBlockId: BlockId;
      readonly at: number;
      readonly text: string;
    };

/**
 * Follows an anchor that was true before an edit through that edit; null where the edit took what it pointed at.
 * Splitting, merging and accepting call this in their own transaction.
 */
export function moveAnchor(anchor: Anchor, edit: BlockEdit): Anchor | null {
  if (edit.kind === 'merge') {
    if (anchor.blockId !== edit.blockId && anchor.blockId !== edit.fromBlockId) return anchor;
    const by = anchor.blockId === edit.fromBlockId ? edit.at : 0;
    return reanchor(
      anchor,
      { blockId: edit.blockId, start: anchor.start + by, end: anchor.end + by },
      edit.text,
    );
  }
  if (anchor.blockId !== edit.blockId) return anchor;
  if (edit.kind === 'remove') return null;
  if (edit.kind === 'text') return throughText(anchor, edit);
  if (anchor.end <= edit.at) return reanchor(anchor, anchor, edit.head);
  if (anchor.start < edit.at) return null;
  const place = { blockId: edit.newBlockId, start: anchor.start - edit.at, end: anchor.end - edit.at };
  return reanchor(anchor, place, edit.tail);
}

function throughText(anchor: Anchor, edit: Extract<BlockEdit, { kind: 'text' }>): Anchor | null {
  if (anchor.end <= edit.start) return reanchor(anchor, anchor, edit.text);
  const by = edit.inserted - (edit.end - edit.start);
  if (anchor.start >= edit.end)
    return reanchor(anchor, { ...anchor, start: anchor.start + by, end: anchor.end + by }, edit.text);
  return overlapping(anchor, edit);
}

/** The edit touched the quote: it lives on only where it still stands, once, across the edited part. */
function overlapping(anchor: Anchor, edit: Extract<BlockEdit, { kind: 'text' }>): Anchor | null {
  const touching = findQuote(edit.text, anchor.quote).filter(
    ({ start, end }) => end > edit.start && start < edit.start + Math.max(edit.inserted, 1),
  );
  const [only] = touching;
  return only !== undefined && touching.length === 1
    ? reanchor(anchor, { ...anchor, ...only }, edit.text)
    : null;
}

function reanchor(anchor: Anchor, { blockId, start, end }: Place, text: string): Anchor | null {
  const moved = anchorInText({ target: anchor.target, blockId, text, start, end });
  return moved.start === start && moved.end === end ? moved : null;
}
