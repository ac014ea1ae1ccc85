import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import { withoutOverlaps } from '../../src-shared/text/written-name.ts';
import {
  forgetFar,
  forgetTouched,
  idsOf,
  isOfPattern,
  paint,
  type Painted,
  type PaintedParagraph,
} from './mention-marks.ts';
import { useMentionNames } from './mention-names.ts';
import { nearView, type Stretch } from './near-view.ts';
import { eachParagraph, textOfNode } from './positions.ts';
import './mentions.css';

/** A name in the text, and whose it is: several entries may share one. */
export interface MentionHit {
  readonly entryIds: readonly EntryId[];
  readonly element: HTMLElement;
}

type Meta = { readonly paint: readonly PaintedParagraph[] } | { readonly keep: Stretch } | 'repaint';

const key = new PluginKey<Painted>('mentions');
const restMs = 250; // a name is looked for when the keys have rested for so long
const sliceMs = 4;
const latestMs = 500;
const scrollMs = 50;
const readWindows = 1.5; // window heights above and below what is seen in which names are underlined
const keptWindows = 4;

let tell: (hit: MentionHit | null) => void = () => undefined;
let askedFor: (hit: MentionHit) => void = () => undefined;

/** Whom to tell which name the pointer is on; null when it leaves. */
export function onMentionHover(listener: (hit: MentionHit | null) => void): void {
  tell = listener;
}

/** Whom to tell which name Alt+Enter was pressed on: the editor keeps every Enter from the window's own shortcuts. */
export function onMentionKey(listener: (hit: MentionHit) => void): void {
  askedFor = listener;
}

/**
 * Underlines the worldbook's names in the part of the scene that is near to what is seen: every mark is an element, and
 * with thousands of them the browser takes milliseconds longer over each key. Marks move with the text; only paragraphs
 * that changed are read again, in idle moments.
 */
export const mentions = Extension.create({
  name: 'mentions',
  addProseMirrorPlugins: () => [
    new Plugin<Painted>({
      key,
      state: {
        init: () => ({ marks: DecorationSet.empty, fresh: new WeakSet() }),
        apply: (tr, painted) => {
          const meta = tr.getMeta(key) as Meta | undefined;
          if (meta === 'repaint') return { marks: painted.marks, fresh: new WeakSet() };
          if (tr.docChanged) forgetTouched(tr, painted.fresh);
          const marks = tr.docChanged ? painted.marks.map(tr.mapping, tr.doc) : painted.marks;
          if (!meta) return { ...painted, marks };
          if ('keep' in meta) return forgetFar({ ...painted, marks }, meta.keep, tr.doc);
          return paint({ ...painted, marks }, meta.paint, tr.doc);
        },
      },
      view: followText,
      props: {
        decorations: (state) => key.getState(state)?.marks,
        handleKeyDown: (view, event) => {
          const hit = event.altKey && event.key === 'Enter' ? mentionAtCursor(view) : null;
          if (hit) askedFor(hit);
          return hit !== null;
        },
        handleDOMEvents: {
          mouseover: (view, event) => hover(view, event.target),
          mouseleave: () => {
            tell(null);
            return false;
          },
        },
      },
    }),
  ],
});

/** The name at the cursor; null where it stands on none. */
export function mentionAtCursor(view: EditorView): MentionHit | null {
  const { head } = view.state.selection;
  const found = key.getState(view.state)?.marks.find(head, head) ?? [];
  const mark = found.find(({ from, to }) => from <= head && head <= to);
  if (!mark) return null;
  const { node } = view.domAtPos(mark.from + 1);
  const element = (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('.mention');
  return element ? { entryIds: idsOf(mark), element } : null;
}

function hover(view: EditorView, target: EventTarget | null): false {
  const element = target instanceof Element ? target.closest<HTMLElement>('.mention') : null;
  if (!element) {
    tell(null);
    return false;
  }
  const from = view.posAtDOM(element, 0);
  const [mark] = key.getState(view.state)?.marks.find(from, from + 1) ?? [];
  tell(mark ? { entryIds: idsOf(mark), element } : null);
  return false;
}

/** Reads what is near and not fresh, a few paragraphs in each idle moment, until all of it is. */
function followText(view: EditorView): {
  update: (view: EditorView, before: EditorState) => void;
  destroy: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle = 0;
  let isWaiting = false;
  const stop = (): void => {
    clearTimeout(timer);
    cancelIdleCallback(idle);
  };
  const soon = (restFor: number): void => {
    stop();
    isWaiting = true;
    timer = setTimeout(() => {
      idle = requestIdleCallback(readSome, { timeout: latestMs });
    }, restFor);
  };
  const readSome = (): void => {
    isWaiting = false;
    if (view.composing) return soon(restMs);
    const read = readParagraphs(view.state, nearView(view, readWindows));
    if (read.length === 0) return keepNear(view);
    paintParagraphs(view, read);
    void paintPatterns(view, read);
    soon(0);
  };
  const stopNames = useMentionNames.subscribe(({ index }, before) => {
    if (index === before.index) return;
    view.dispatch(view.state.tr.setMeta(key, 'repaint' satisfies Meta).setMeta('addToHistory', false));
    soon(0);
  });
  const moved = ({ target }: Event): void => {
    const isOurs = !(target instanceof Node) || target.contains(view.dom);
    if (isOurs && !isWaiting) soon(scrollMs);
  };
  document.addEventListener('scroll', moved, { capture: true, passive: true }); // of whatever scrolls it
  addEventListener('resize', moved);
  soon(0);
  return {
    update: (_view, before) => {
      if (before.doc === view.state.doc) return;
      // another scene, or a key: the page is drawn first
      soon(key.getState(before)?.fresh === key.getState(view.state)?.fresh ? restMs : 0);
    },
    destroy: () => {
      stop();
      stopNames();
      document.removeEventListener('scroll', moved, { capture: true });
      removeEventListener('resize', moved);
    },
  };
}

function paintParagraphs(view: EditorView, paint: readonly PaintedParagraph[]): void {
  view.dispatch(view.state.tr.setMeta(key, { paint } satisfies Meta).setMeta('addToHistory', false));
}

function keepNear(view: EditorView): void {
  const keep = nearView(view, keptWindows);
  const far = key
    .getState(view.state)
    ?.marks.find()
    .some(({ from, to }) => to < keep.from || from > keep.to);
  if (far) view.dispatch(view.state.tr.setMeta(key, { keep } satisfies Meta).setMeta('addToHistory', false));
}

/** Has patterns looked for in paragraphs that were read, and paints those that still stand as they were. */
async function paintPatterns(view: EditorView, read: readonly PaintedParagraph[]): Promise<void> {
  const { findPatterns, index } = useMentionNames.getState();
  const found = await findPatterns?.(read.map(({ node }) => textOfNode(node)));
  while (view.composing) await new Promise((resolve) => setTimeout(resolve, restMs));
  if (!found || view.isDestroyed || useMentionNames.getState().index !== index) return;
  const marks = key.getState(view.state)?.marks;
  const ofNode = new Map(read.map(({ node, places }, at) => [node, { places, patterns: found[at] ?? [] }]));
  const paint: PaintedParagraph[] = [];
  eachParagraph(view.state.doc, ({ node, start }) => {
    const { places, patterns } = ofNode.get(node) ?? { places: [], patterns: [] };
    const wasMarked = (): boolean =>
      marks?.find(start, start + node.content.size).some((mark) => isOfPattern(mark)) === true;
    if (!ofNode.has(node) || (patterns.length === 0 && !wasMarked())) return;
    const all = [...places, ...patterns.map((place) => ({ ...place, isPattern: true }))];
    paint.push({ node, start, places: withoutOverlaps(node.content.size, all), isWhole: true });
  });
  if (paint.length > 0) paintParagraphs(view, paint);
}

/** Paragraphs of a stretch, and the cursor's, that are not fresh: as many as can be read in a slice of time. */
function readParagraphs(state: EditorState, { from, to }: Stretch): PaintedParagraph[] {
  const { index, language, findPatterns } = useMentionNames.getState();
  const painted = key.getState(state);
  if (!index || !painted) return [];
  const until = performance.now() + sliceMs;
  const read: PaintedParagraph[] = [];
  eachParagraph(state.doc, ({ node, start }) => {
    const isNear = (start >= from && start <= to) || state.selection.$head.parent === node;
    if (!isNear || painted.fresh.has(node)) return true;
    const places = index.find(textOfNode(node), language);
    read.push({ node, start, places, isWhole: findPatterns === null });
    return performance.now() < until;
  });
  return read;
}
