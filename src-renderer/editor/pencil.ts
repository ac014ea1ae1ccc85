import { Extension, type Editor } from '@tiptap/core';
import { undoDepth } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { BlockId } from '../../src-shared/domain/ids.ts';
import { blockAt, eachParagraph, type TextPlace } from './positions.ts';
import './pencil.css';

/** A model's words that are shown on the page and belong to nobody yet: a widget below the passage they are for. */
export interface Pencil {
  readonly id: string;
  /** The passage; one position twice for a continuation. */
  readonly from: number;
  readonly to: number;
  /** What is drawn: made and filled by whoever shows it. */
  readonly element: HTMLElement;
  /** What Tab and Escape do while the caret is in the prose; each answers whether there was something to do. */
  readonly onAccept: () => boolean;
  readonly onDismiss: () => boolean;
}

interface PencilState {
  readonly pencil: Pencil | null;
  /** Paragraphs that are being inked. */
  readonly inked: readonly BlockId[];
  readonly marks: DecorationSet;
  /** Takes the last inking back, by the key for undo where nothing was typed since. */
  readonly takeBack: TakeBack | null;
}

/** Answers whether there was still something to take back. */
export type TakeBack = () => boolean;

type PencilStep =
  { readonly show: Pencil | null } | { readonly ink: readonly BlockId[]; readonly takeBack?: TakeBack };

const key = new PluginKey<PencilState>('pencil');
const nothing: PencilState = { pencil: null, inked: [], marks: DecorationSet.empty, takeBack: null };
/** Longer than the inking itself: afterwards nothing of it is left on the page. */
const inkedForMs = 600;

/** Shows pencil on the page as decorations: nothing of it is in the document before the writer takes it. */
export const pencilMarks = Extension.create({
  name: 'pencilMarks',
  priority: 1000, // its keys come before those of the prose
  addProseMirrorPlugins: () => [
    new Plugin<PencilState>({
      key,
      state: { init: () => nothing, apply: (tr, last) => next(tr, last) },
      props: {
        decorations: (state) => key.getState(state)?.marks,
        handleKeyDown: (view, event) => onKey(view, event),
      },
    }),
  ],
});

function next(tr: Transaction, last: PencilState): PencilState {
  const step = tr.getMeta(key) as PencilStep | undefined;
  if (step) {
    const pencil = 'show' in step ? step.show : last.pencil;
    const inked = 'ink' in step ? step.ink : last.inked;
    const takeBack = ('takeBack' in step ? step.takeBack : null) ?? last.takeBack;
    return { pencil, inked, marks: draw(tr.doc, pencil, inked), takeBack };
  }
  if (!tr.docChanged || (last.pencil === null && last.inked.length === 0)) return last;
  const { pencil, inked, takeBack } = last;
  const moved = pencil && {
    ...pencil,
    from: tr.mapping.map(pencil.from, pencil.from === pencil.to ? -1 : 1),
    to: tr.mapping.map(pencil.to, -1),
  };
  const kept = moved && { ...moved, to: Math.max(moved.from, moved.to) };
  return { pencil: kept, inked, marks: draw(tr.doc, kept, inked), takeBack };
}

function draw(doc: Node, pencil: Pencil | null, inked: readonly BlockId[]): DecorationSet {
  const marks: Decoration[] = [];
  if (pencil) {
    const at = doc.resolve(Math.min(pencil.to, doc.content.size));
    const below = at.depth === 0 ? at.pos : at.after(1);
    marks.push(
      Decoration.widget(below, pencil.element, {
        key: `pencil ${pencil.id}`,
        side: 1,
        ignoreSelection: true,
        stopEvent: () => true,
      }),
    );
    if (pencil.from < pencil.to)
      marks.push(Decoration.inline(pencil.from, pencil.to, { class: 'pencil-source' }));
  }
  if (inked.length > 0)
    eachParagraph(doc, ({ blockId, start, node }) => {
      if (inked.includes(blockId))
        marks.push(Decoration.node(start - 1, start - 1 + node.nodeSize, { class: 'pencil-inking' }));
    });
  return DecorationSet.create(doc, marks);
}

function onKey(view: EditorView, event: KeyboardEvent): boolean {
  if (isUndo(event) && undoDepth(view.state) === 0) return key.getState(view.state)?.takeBack?.() ?? false;
  const pencil = key.getState(view.state)?.pencil;
  if (!pencil || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing)
    return false;
  if (event.key === 'Tab') return pencil.onAccept();
  return event.key === 'Escape' && pencil.onDismiss();
}

const isUndo = ({ key: pressed, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  pressed.toLowerCase() === 'z' && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** Shows pencil on the page in place of what was shown; null takes it away. */
export function showPencil({ view }: Pick<Editor, 'view'>, show: Pencil | null): void {
  view.dispatch(view.state.tr.setMeta(key, { show } satisfies PencilStep).setMeta('addToHistory', false));
}

/** The pencil that is shown on the page. */
export function pencilIn({ state }: Pick<Editor, 'state'>): Pencil | null {
  return key.getState(state)?.pencil ?? null;
}

/** Where the shown pencil's passage stands now; null where its place is gone. */
export function pencilSpan(
  editor: Pick<Editor, 'state'>,
): { readonly start: TextPlace; readonly end: TextPlace } | null {
  const pencil = pencilIn(editor);
  if (!pencil) return null;
  const [start, end] = [blockAt(editor.state.doc, pencil.from), blockAt(editor.state.doc, pencil.to)];
  return (
    start &&
    end && {
      start: { blockId: start.blockId, offset: start.offset },
      end: { blockId: end.blockId, offset: end.offset },
    }
  );
}

/**
 * Turns paragraphs from pencil to ink before the writer's eyes; the key for undo, pressed where nothing was typed since,
 * takes them back. Nothing happens where the page has none of them.
 */
export function inkBlocks(
  { view }: Pick<Editor, 'view'>,
  blockIds: readonly BlockId[],
  takeBack: TakeBack,
): void {
  let isThere = false;
  eachParagraph(view.state.doc, ({ blockId }) => {
    isThere ||= blockIds.includes(blockId);
    return !isThere;
  });
  if (!isThere) return;
  const ink = (step: PencilStep): void =>
    view.dispatch(view.state.tr.setMeta(key, step).setMeta('addToHistory', false));
  ink({ ink: blockIds, takeBack });
  setTimeout(() => !view.isDestroyed && ink({ ink: [] }), inkedForMs);
}
