import { Extension } from '@tiptap/core';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import './resting-text.css';

const fewest = 60; // blocks from which on it pays
const className = 'prose-resting';

/**
 * In a long scene lets the paragraphs that are far from sight rest: neither laid out nor painted, so that a key costs the
 * same however long the scene is. All are laid out once before, and while they rest the browser keeps the heights they
 * had: how far the page is scrolled means the same, and nothing jumps.
 */
export const restingText = Extension.create({
  name: 'restingText',
  addProseMirrorPlugins: () => [new Plugin({ view: restFarText })],
});

function restFarText(view: EditorView): {
  update: (view: EditorView, before: EditorState) => void;
  destroy: () => void;
} {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const rest = (): void => {
    if (view.state.doc.childCount >= fewest) view.dom.classList.add(className);
  };
  /** Lays everything out, and lets it rest again once a frame has shown it. */
  const measure = (): void => {
    stop();
    view.dom.classList.remove(className);
    frame = requestAnimationFrame(() => (timer = setTimeout(rest)));
  };
  let shape = '';
  const observer = new ResizeObserver(() => {
    const { width, fontSize, lineHeight, fontFamily } = getComputedStyle(view.dom);
    const now = [width, fontSize, lineHeight, fontFamily].join(' ');
    if (now !== shape) measure();
    shape = now;
  });
  observer.observe(view.dom);
  document.fonts.addEventListener('loadingdone', measure);
  return {
    update: ({ state }, before) => {
      if (hasOtherBlocks(state, before)) measure();
    },
    destroy: () => {
      stop();
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    },
  };
}

/** True where another scene is shown, or much of this one came or went in one step. */
function hasOtherBlocks({ doc }: EditorState, { doc: before }: EditorState): boolean {
  if (doc === before) return false;
  const isOther = doc.firstChild !== before.firstChild && doc.lastChild !== before.lastChild;
  return isOther || Math.abs(doc.childCount - before.childCount) > 1;
}
