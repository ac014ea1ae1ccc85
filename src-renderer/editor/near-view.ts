import type { EditorView } from '@tiptap/pm/view';

/** A stretch of the document, between two positions. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The blocks from so many window heights above what is seen to as many below it; the whole document while it is not laid
 * out. Found by halving: a dozen blocks are measured, however long the scene is.
 */
export function nearView(view: EditorView, windows: number): Stretch {
  const { doc } = view.state;
  if (view.dom.getClientRects().length === 0) return { from: 0, to: doc.content.size };
  const starts: number[] = [];
  doc.forEach((...[, offset]) => starts.push(offset));
  const margin = windows * innerHeight;
  const firstBehind = (bound: number, edge: 'top' | 'bottom'): number => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = view.nodeDOM(starts[middle]!);
      if (block instanceof Element && block.getBoundingClientRect()[edge] < bound) low = middle + 1;
      else high = middle;
    }
    return starts[low] ?? doc.content.size;
  };
  return { from: firstBehind(-margin, 'bottom'), to: firstBehind(innerHeight + margin, 'top') };
}
