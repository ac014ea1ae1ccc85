import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { NamePlace } from '../../src-shared/text/name-index.ts';
import { withoutOverlaps } from '../../src-shared/text/written-name.ts';
import { useMentionNames } from './mention-names.ts';
import { eachParagraph, textOfNode } from './positions.ts';
import './mentions.css';

/** A name in the text, and whose it is: several entries may share one. */
export interface MentionHit {
  readonly entryIds: readonly EntryId[];
  readonly element: HTMLElement;
}

interface Painted {
  readonly marks: DecorationSet;
  /** Paragraphs whose marks are of these names and this text. */
  readonly fresh: WeakSet<Node>;
}

interface PaintedParagraph {
  readonly node: Node;
  readonly start: number;
  readonly places: readonly MarkPlace[];
  /** Whether patterns were looked for too; until they are, what was found of them stays. */
  readonly isWhole: boolean;
}

interface MarkPlace extends NamePlace<EntryId> {
  /** Found by a regular expression, which a worker tries. */
  readonly isPattern?: boolean;
}

type Meta = { readonly paint: readonly PaintedParagraph[] } | 'repaint';

const key = new PluginKey<Painted>('mentions');
const restMs = 250; // a name is looked for when the keys have rested for so long
const sliceMs = 4;
const latestMs = 500;

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

/** Underlines the worldbook's names. Marks move with the text; only paragraphs that changed are read again, in idle moments. */
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
          return meta ? paint({ ...painted, marks }, meta.paint, tr.doc) : { ...painted, marks };
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

interface MarkSpec {
  readonly entryIds: EntryId[];
  readonly isPattern: boolean;
}

const specOf = ({ spec }: Decoration): MarkSpec => spec as MarkSpec;
const idsOf = (mark: Decoration): readonly EntryId[] => specOf(mark).entryIds;

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

/** What a step has touched is to be read again, even where an undo brings the very same node back. */
function forgetTouched(tr: Transaction, fresh: WeakSet<Node>): void {
  tr.mapping.maps.forEach((map, at) =>
    map.forEach((...[, , start, end]) => {
      const rest = tr.mapping.slice(at + 1);
      const from = Math.max(0, rest.map(start, -1) - 1);
      const to = Math.min(tr.doc.content.size, rest.map(end, 1) + 1);
      tr.doc.nodesBetween(from, to, (node) => {
        if (node.isTextblock) fresh.delete(node);
        return !node.isTextblock;
      });
    }),
  );
}

function paint(painted: Painted, paragraphs: readonly PaintedParagraph[], doc: Node): Painted {
  const stale: Decoration[] = [];
  const wanted: Decoration[] = [];
  for (const { node, start, places, isWhole } of paragraphs) {
    painted.fresh.add(node);
    const now = painted.marks.find(start, start + node.content.size);
    const found = marksOf(places, start);
    const next = isWhole ? found : [...found, ...now.filter((mark) => isLeft(mark, found))];
    if (isAlike(now, next)) continue;
    stale.push(...now);
    wanted.push(...next);
  }
  if (stale.length + wanted.length === 0) return painted;
  return { ...painted, marks: painted.marks.remove(stale).add(doc, wanted) };
}

/** True for what a pattern marked before and no name covers. */
function isLeft(mark: Decoration, names: readonly Decoration[]): boolean {
  return specOf(mark).isPattern && !names.some(({ from, to }) => from < mark.to && mark.from < to);
}

/** One mark for each place; entries of one name share it. */
function marksOf(places: readonly MarkPlace[], start: number): Decoration[] {
  const spans = new Map<string, MarkSpec & { start: number; end: number }>();
  for (const place of places) {
    const span = `${place.start}-${place.end}`;
    const known = spans.get(span);
    if (known && !known.entryIds.includes(place.owner)) known.entryIds.push(place.owner);
    else if (!known)
      spans.set(span, { ...place, entryIds: [place.owner], isPattern: place.isPattern === true });
  }
  return [...spans.values()].map(({ start: from, end: to, entryIds, isPattern }) => {
    const spec: MarkSpec = { entryIds, isPattern };
    return Decoration.inline(start + from, start + to, { class: 'mention' }, spec);
  });
}

function isAlike(now: readonly Decoration[], next: readonly Decoration[]): boolean {
  const said = (marks: readonly Decoration[]): string =>
    marks
      .map((mark) => `${mark.from} ${mark.to} ${idsOf(mark).join(' ')}`)
      .sort()
      .join('\n');
  return now.length === next.length && said(now) === said(next);
}

/** Reads what is not fresh, a few paragraphs in each idle moment, until all of the scene is. */
function followText(view: EditorView): {
  update: (view: EditorView, before: EditorState) => void;
  destroy: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle = 0;
  const stop = (): void => {
    clearTimeout(timer);
    cancelIdleCallback(idle);
  };
  const soon = (restFor: number): void => {
    stop();
    timer = setTimeout(() => {
      idle = requestIdleCallback(readSome, { timeout: latestMs });
    }, restFor);
  };
  const readSome = (): void => {
    if (view.composing) return soon(restMs);
    const read = readParagraphs(view.state);
    if (read.length === 0) return;
    paintParagraphs(view, read);
    void paintPatterns(view, read);
    soon(0);
  };
  const stopNames = useMentionNames.subscribe(({ index }, before) => {
    if (index === before.index) return;
    view.dispatch(view.state.tr.setMeta(key, 'repaint' satisfies Meta).setMeta('addToHistory', false));
    soon(0);
  });
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
    },
  };
}

function paintParagraphs(view: EditorView, paint: readonly PaintedParagraph[]): void {
  view.dispatch(view.state.tr.setMeta(key, { paint } satisfies Meta).setMeta('addToHistory', false));
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
      marks?.find(start, start + node.content.size).some((mark) => specOf(mark).isPattern) === true;
    if (!ofNode.has(node) || (patterns.length === 0 && !wasMarked())) return;
    const all = [...places, ...patterns.map((place) => ({ ...place, isPattern: true }))];
    paint.push({ node, start, places: withoutOverlaps(node.content.size, all), isWhole: true });
  });
  if (paint.length > 0) paintParagraphs(view, paint);
}

function readParagraphs(state: EditorState): PaintedParagraph[] {
  const { index, language, findPatterns } = useMentionNames.getState();
  const painted = key.getState(state);
  if (!index || !painted) return [];
  const until = performance.now() + sliceMs;
  const read: PaintedParagraph[] = [];
  eachParagraph(state.doc, ({ node, start }) => {
    if (painted.fresh.has(node)) return true;
    const places = index.find(textOfNode(node), language);
    read.push({ node, start, places, isWhole: findPatterns === null });
    return performance.now() < until;
  });
  return read;
}
