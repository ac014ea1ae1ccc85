import type { Draft, DraftPiece } from '../../../src-shared/domain/draft.ts';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import { textOf, type Block } from '../../../src-shared/domain/prose.ts';

/** A stretch of a block's text: taken into the manuscript, or still in pencil. */
export interface DraftStretch {
  readonly text: string;
  readonly isTaken: boolean;
}

/** A block's words; a quotation's paragraphs on lines of their own. */
export function wordsOf(block: Block): string {
  if (block.type === 'paragraph') return textOf(block);
  return block.type === 'quotation' ? block.content.map(textOf).join('\n') : '';
}

/** A block's text in stretches, by what of it was taken. */
export function stretchesOf(block: Block, taken: Draft['taken']): readonly DraftStretch[] {
  const text = wordsOf(block);
  const mine = taken.filter(({ blockId }) => blockId === block.attrs.id);
  if (block.type === 'quotation') return [{ text, isTaken: mine.length > 0 }];
  const cuts = [...new Set([0, text.length, ...mine.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(1).flatMap((end, at) => {
    const start = cuts[at] ?? 0;
    const isTaken = mine.some((piece) => piece.start <= start && end <= piece.end);
    return end > start ? [{ text: text.slice(start, end), isTaken }] : [];
  });
}

/** True where every word of a block was taken. */
export function isTaken(block: Block, taken: Draft['taken']): boolean {
  return stretchesOf(block, taken).every((stretch) => stretch.isTaken || stretch.text.trim() === '');
}

/** The whole of a block as a piece. */
export function wholeOf(block: Block): DraftPiece {
  const end = block.type === 'quotation' ? 1 : wordsOf(block).length;
  return { blockId: block.attrs.id, start: 0, end };
}

/** What is selected of the draft on the page: a piece for each paragraph, by the `data-block` of its text's element. */
export function selectedPieces(page: HTMLElement, selection: Selection | null): readonly DraftPiece[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  return [...page.querySelectorAll<HTMLElement>('[data-block]')].flatMap((element) => {
    if (!range.intersectsNode(element)) return [];
    const start = offsetIn(element, range.startContainer, range.startOffset);
    const end = offsetIn(element, range.endContainer, range.endOffset);
    const length = element.textContent?.length ?? 0;
    const [from, to] = [start ?? 0, end ?? length];
    return to > from ? [{ blockId: element.dataset['block'] as BlockId, start: from, end: to }] : [];
  });
}

/** How many characters of an element's text stand before a point; null where the point is outside it. */
function offsetIn(element: HTMLElement, node: globalThis.Node, offset: number): number | null {
  if (!element.contains(node)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return before.toString().length;
}
