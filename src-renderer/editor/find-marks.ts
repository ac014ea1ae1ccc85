import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { prepareFind, type FindOptions, type Span } from '../../src-shared/text/find-in-text.ts';
import { eachParagraph, textOfNode } from './positions.ts';

/** What is looked for. */
export interface FindQuery extends FindOptions {
  readonly text: string;
}

/** What was found in the open scene: places in the document, and which of them is looked at (-1: none). */
export interface Found {
  readonly query: FindQuery;
  readonly matches: readonly { readonly from: number; readonly to: number }[];
  readonly current: number;
}

interface FindState extends Found {
  readonly find: (node: Node) => readonly Span[];
  readonly marks: DecorationSet;
}

type FindStep = { readonly query: FindQuery | null } | { readonly current: number };

const key = new PluginKey<FindState | null>('find');
const mostMarked = 1000; // a letter stands twenty thousand times in a long scene

/** What was found, null while nothing is looked for. */
export function foundIn(state: EditorState): Found | null {
  return key.getState(state) ?? null;
}

/** Looks for words in the open scene, or with null for nothing; the match nearest the cursor becomes the current one. */
export function findInScene(view: EditorView, query: FindQuery | null): void {
  view.dispatch(view.state.tr.setMeta(key, { query } satisfies FindStep));
}

/** Goes to the next match (1) or the one before (-1), round the scene's end. */
export function stepMatch(view: EditorView, by: 1 | -1): void {
  const found = key.getState(view.state);
  if (!found || found.matches.length === 0) return;
  const { length } = found.matches;
  const current = (found.current + by + length) % length;
  view.dispatch(view.state.tr.setMeta(key, { current } satisfies FindStep));
  showMatch(view);
}

/** Brings the current match into view. */
export function showMatch(view: EditorView): void {
  const dom = view.dom.querySelector('.prose-found-current');
  dom?.scrollIntoView({ block: 'center' });
}

/** Selects the current match, to go on writing there. */
export function selectMatch(view: EditorView): void {
  const found = key.getState(view.state);
  const match = found?.matches[found.current];
  if (!match) return;
  view.dispatch(
    view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)).scrollIntoView(),
  );
}

/** Marks what is looked for, as decorations. */
export function findMarks(language: string): Extension {
  return Extension.create({
    name: 'findMarks',
    addProseMirrorPlugins: () => [
      new Plugin<FindState | null>({
        key,
        state: {
          init: () => null,
          apply: (...[tr, last, , state]) => {
            const step = tr.getMeta(key) as FindStep | undefined;
            if (step && 'query' in step)
              return step.query && look(state, { query: step.query, find: finderOf(step.query, language) });
            if (!last) return null;
            if (step) return marked(state.doc, { ...last, current: step.current });
            return tr.docChanged ? look(state, last) : last;
          },
        },
        props: { decorations: (state) => key.getState(state)?.marks },
      }),
    ],
  });
}

/** Finds in a paragraph, once for each. */
function finderOf(query: FindQuery, language: string): FindState['find'] {
  const find = prepareFind(query.text, { ...query, language });
  const known = new WeakMap<Node, readonly Span[]>();
  return (node) => {
    const spans = known.get(node) ?? find(textOfNode(node));
    known.set(node, spans);
    return spans;
  };
}

function look(state: EditorState, { query, find }: Pick<FindState, 'query' | 'find'>): FindState {
  const matches: { from: number; to: number }[] = [];
  eachParagraph(state.doc, ({ node, start }) => {
    for (const span of find(node)) matches.push({ from: start + span.start, to: start + span.end });
  });
  const next = matches.findIndex(({ to }) => to >= state.selection.from);
  const current = matches.length === 0 ? -1 : Math.max(0, next);
  return marked(state.doc, { query, find, matches, current, marks: DecorationSet.empty });
}

function marked(doc: Node, found: FindState): FindState {
  const first = Math.max(0, found.current - mostMarked / 2);
  const marks = found.matches.slice(first, first + mostMarked).map(({ from, to }, at) => {
    const isCurrent = first + at === found.current;
    return Decoration.inline(from, to, {
      class: isCurrent ? 'prose-found prose-found-current' : 'prose-found',
    });
  });
  return { ...found, marks: DecorationSet.create(doc, marks) };
}
