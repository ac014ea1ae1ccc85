import { closeHistory } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { nodesOf, type CutPaste, type PastedPiece } from './pasted-blocks.ts';
import { tellPasted, whilePasting } from './pasting.ts';
import type { PastedBlock } from './prose-from-html.ts';

/** What a paste takes the place of. */
export interface PastePlace {
  readonly from: number;
  readonly to: number;
}

/** The blocks of a paste that are not in the text yet, and how they are made ready for it. */
interface Rest {
  readonly pieces: readonly PastedPiece[];
  readonly before: string | null;
  readonly count: number;
  readonly prepare: (blocks: readonly PastedBlock[]) => readonly PastedBlock[];
}

/** It is the scene's: in another scene's text nothing of it is found. */
interface Coming {
  /** Pastes that are being read, and where they go. */
  readonly read: ReadonlyMap<object, PastePlace>;
  readonly rests: readonly Rest[];
}

type Meta =
  | { readonly kind: 'read'; readonly paste: object; readonly place: PastePlace | null }
  | { readonly kind: 'begin'; readonly rest: Rest }
  | { readonly kind: 'placed'; readonly rest: Rest };

const latestMs = 200;
const key = new PluginKey<Coming>('pastedPieces');

/**
 * Brings a large paste into the text some paragraphs at a time, so that no frame pays for all. Both its ends are put
 * there at once as one step of the history; what follows goes between them and is no step of its own: an undo of that
 * one step takes away all that stands between its ends, and a redo brings all of it back. Where the ends are gone the
 * rest waits, and goes on where a redo brings them back.
 */
export function pastedPieces(): Plugin<Coming> {
  return new Plugin<Coming>({
    key,
    state: { init: () => ({ read: new Map(), rests: [] }), apply: follow },
    view: bringPieces,
  });
}

/** Puts one piece after the other into the text that is shown, a frame between them. */
function bringPieces(view: EditorView): { update: () => void; destroy: () => void } {
  let isRunning = false;
  let isGone = false; // another scene is shown, and followed anew
  const run = async (): Promise<void> => {
    isRunning = true;
    do await nextFrame();
    while (!isGone && placeNext(view));
    isRunning = false;
  };
  const update = (): void => {
    if (!isRunning && !isGone && nextOf(view.state)) whilePasting(run());
  };
  update();
  return { update, destroy: () => void (isGone = true) };
}

/** Keeps the place of a paste that is to be read first, through all that is written meanwhile. */
export function holdPlace(view: EditorView, place: PastePlace): object {
  const paste = {};
  view.dispatch(view.state.tr.setMeta(key, { kind: 'read', paste, place } satisfies Meta));
  return paste;
}

/** The place that was held, and is no longer; null where another scene is shown now. */
export function takePlace(view: EditorView, paste: object): PastePlace | null {
  const place = view.isDestroyed ? undefined : key.getState(view.state)?.read.get(paste);
  if (!place) return null;
  view.dispatch(view.state.tr.setMeta(key, { kind: 'read', paste, place: null } satisfies Meta));
  return place;
}

/** Puts the ends of a paste into the text by a transaction, and lets the rest follow. */
export function placePaste(
  view: EditorView,
  tr: Transaction,
  { pieces, before, prepare }: Omit<CutPaste, 'ends'> & Pick<Rest, 'prepare'>,
): void {
  if (pieces.length > 0)
    tr.setMeta(key, {
      kind: 'begin',
      rest: { pieces, before, prepare, count: pieces.length },
    } satisfies Meta);
  view.dispatch(closeHistory(tr.setMeta('paste', true).setMeta('uiEvent', 'paste')));
  view.dispatch(closeHistory(view.state.tr)); // what is typed next is a step of its own
}

function follow(tr: Transaction, coming: Coming): Coming {
  const meta = tr.getMeta(key) as Meta | undefined;
  if (!meta && (!tr.docChanged || coming.read.size === 0)) return coming;
  const read = new Map([...coming.read].map(([paste, place]) => [paste, mapPlace(place, tr)]));
  if (meta?.kind === 'read') {
    if (meta.place) read.set(meta.paste, meta.place);
    else read.delete(meta.paste);
  }
  return { read, rests: restsAfter(coming.rests, tr.doc, meta) };
}

/** What is written at the place's ends meanwhile stands behind the paste, or before it, and is not replaced. */
function mapPlace({ from, to }: PastePlace, { mapping }: Transaction): PastePlace {
  const end = mapping.map(to, -1);
  return { from: Math.min(mapping.map(from, 1), end), to: end };
}

function restsAfter(rests: readonly Rest[], doc: Node, meta: Meta | undefined): readonly Rest[] {
  // What waits for a redo waits no longer: there is none after a new paste.
  if (meta?.kind === 'begin') return [...rests.filter((rest) => placeOf(doc, rest) !== null), meta.rest];
  if (meta?.kind !== 'placed') return rests;
  return rests
    .map((rest) => (rest === meta.rest ? { ...rest, pieces: rest.pieces.slice(1) } : rest))
    .filter(({ pieces }) => pieces.length > 0);
}

/** The next piece and where it goes; null where there is none, or its paste is not in the text now. */
function nextOf(state: EditorState): { rest: Rest; piece: PastedPiece; at: number } | null {
  for (const rest of key.getState(state)?.rests ?? []) {
    const at = placeOf(state.doc, rest);
    const [piece] = rest.pieces;
    if (at !== null && piece) return { rest, piece, at };
  }
  return null;
}

function placeOf(doc: Node, { pieces: [piece], before }: Rest): number | null {
  let behind: number | null = null;
  let ahead: number | null = null;
  doc.descendants((node, at) => {
    if (behind !== null || node.isInline) return false;
    if (node.attrs['id'] === piece?.after) behind = at + node.nodeSize;
    if (node.attrs['id'] === before) ahead = at;
    return !node.isTextblock;
  });
  return behind ?? ahead;
}

/** Puts the next piece into the text; true where more may follow. */
function placeNext(view: EditorView): boolean {
  const next = view.isDestroyed ? null : nextOf(view.state);
  if (!next) return false;
  const { rest, piece, at } = next;
  const nodes = nodesOf(view.state.schema, rest.prepare(piece.blocks));
  const tr = view.state.tr.insert(at, nodes).setMeta(key, { kind: 'placed', rest } satisfies Meta);
  view.dispatch(tr.setMeta('addToHistory', false).setMeta('paste', true));
  tellPasted(1 - (rest.pieces.length - 1) / rest.count);
  return true;
}

/** Resolves when the window has drawn; at once where nobody sees it. */
function nextFrame(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, latestMs); // a window that is covered draws nothing
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}
