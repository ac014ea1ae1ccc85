import type { BlockId } from '../../../src-shared/domain/ids.ts';
import type { TextPlace } from '../../editor/positions.ts';

/** The place in the prose under a point of the window, null where there is none. Paragraphs carry their ids. */
export function placeOfPoint(x: number, y: number): TextPlace | null {
  const range = document.caretRangeFromPoint(x, y);
  const paragraph = elementOf(range?.startContainer)?.closest<HTMLElement>('p[data-id]');
  if (!range || !paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const breaks = before.cloneContents().querySelectorAll('br').length;
  return { blockId: paragraph.dataset['id'] as BlockId, offset: before.toString().length + breaks };
}

function elementOf(node: Node | null | undefined): Element | null {
  return node instanceof Element ? node : (node?.parentElement ?? null);
}
