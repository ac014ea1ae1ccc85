import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { TextFault } from '../../src-shared/domain/spelling.ts';
import { eachParagraph } from './positions.ts';

/** A paragraph that was checked, and what was found in it. */
export interface CheckedParagraph {
  readonly node: Node;
  readonly faults: readonly TextFault[];
}

/** A fault where it stands now. */
export interface FaultPlace {
  readonly from: number;
  readonly to: number;
  readonly fault: TextFault;
}

const key = new PluginKey<DecorationSet>('spelling');

/** Underlines what the checker found. A fault's mark goes as soon as its own text is changed. */
export const spellingMarks = Extension.create({
  name: 'spellingMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, marks) => {
          const checked = tr.getMeta(key) as readonly CheckedParagraph[] | 'none' | undefined;
          if (checked === 'none') return DecorationSet.empty;
          const kept = tr.docChanged ? withoutTouched(marks.map(tr.mapping, tr.doc), tr) : marks;
          return checked ? withChecked(kept, { checked, tr }) : kept;
        },
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

/** Shows what was found in paragraphs; one that is not in the document any more is left out. */
export function markFaults(view: EditorView, checked: readonly CheckedParagraph[] | 'none'): void {
  view.dispatch(view.state.tr.setMeta(key, checked).setMeta('addToHistory', false));
}

/** The fault at a position, null where there is none. */
export function faultAt(state: EditorState, position: number): FaultPlace | null {
  const [found] = key.getState(state)?.find(position, position) ?? [];
  return found ? toPlace(found) : null;
}

/** The first fault behind a position, from the scene's start again where none is behind it. */
export function nextFault(state: EditorState, position: number): FaultPlace | null {
  const all = (key.getState(state)?.find() ?? []).sort((a, b) => a.from - b.from);
  const next = all.find(({ from }) => from > position) ?? all[0];
  return next ? toPlace(next) : null;
}

function toPlace({ from, to, spec }: Decoration): FaultPlace {
  return { from, to, fault: (spec as { fault: TextFault }).fault };
}

function withoutTouched(marks: DecorationSet, tr: Transaction): DecorationSet {
  let kept = marks;
  tr.mapping.maps.forEach((map, at) =>
    map.forEach((...[, , start, end]) => {
      const rest = tr.mapping.slice(at + 1);
      kept = kept.remove(kept.find(rest.map(start, -1), rest.map(end, 1)));
    }),
  );
  return kept;
}

function withChecked(
  marks: DecorationSet,
  { checked, tr }: { checked: readonly CheckedParagraph[]; tr: Transaction },
): DecorationSet {
  const faultsOf = new Map(checked.map(({ node, faults }) => [node, faults]));
  const stale: Decoration[] = [];
  const fresh: Decoration[] = [];
  eachParagraph(tr.doc, ({ node, start }) => {
    const faults = faultsOf.get(node);
    if (!faults) return;
    stale.push(...marks.find(start, start + node.content.size));
    for (const fault of faults)
      fresh.push(
        Decoration.inline(
          start + fault.start,
          start + fault.end,
          { class: fault.isSpelling ? 'prose-misspelt' : 'prose-faulty' },
          { fault },
        ),
      );
  });
  return marks.remove(stale).add(tr.doc, fresh);
}
