import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { FindingId } from '../../src-shared/domain/ids.ts';
import {
  isWaiting,
  nextState,
  suggestionsKey,
  type Suggestion,
  type SuggestionsState,
  type SuggestionsStep,
} from './suggestion-state.ts';
import './suggestions.css';

const recheckAfterMs = 500;
const nothing: SuggestionsState = {
  suggestions: [],
  current: null,
  places: new Map(),
  lost: new Set(),
  outcomes: new Map(),
  marks: DecorationSet.empty,
};

/** Shows a review on the page as decorations: underlines at rest, the one that is opened with its change. Nothing of it is in the document. */
export const suggestions = Extension.create({
  name: 'suggestions',
  addProseMirrorPlugins: () => [
    new Plugin<SuggestionsState>({
      key: suggestionsKey,
      state: { init: () => nothing, apply: nextState },
      view: (view) => recheckWhenIdle(view),
      props: {
        decorations: (state) => suggestionsKey.getState(state)?.marks,
        handleClick: (view, at) => {
          const id = suggestionAt(view, at);
          if (id !== null && id !== shownIn(view)?.current) openSuggestion(view, id);
          return false; // the caret still goes where it was clicked
        },
      },
    }),
  ],
});

/** What the page knows of the review that is shown. */
export function shownIn({ state }: Pick<EditorView, 'state'>): SuggestionsState | undefined {
  return suggestionsKey.getState(state);
}

/** Shows findings on the page, in place of those that were shown; an empty list clears it. */
export function showSuggestions(
  view: EditorView,
  { show, current }: { readonly show: readonly Suggestion[]; readonly current: FindingId | null },
): void {
  view.dispatch(view.state.tr.setMeta(suggestionsKey, { show, current } satisfies SuggestionsStep));
}

/** Opens one of the findings, or none. */
export function openSuggestion(view: EditorView, current: FindingId | null): void {
  if (shownIn(view)?.current === current) return;
  view.dispatch(view.state.tr.setMeta(suggestionsKey, { current } satisfies SuggestionsStep));
}

/** Brings the opened finding into view, where it is not. */
export function scrollToOpened(view: EditorView): void {
  const opened = view.dom.querySelector('.suggestion-opened, .suggestion-inserted, .suggestion-deleted');
  opened?.scrollIntoView({ block: 'nearest' });
}

/** The shortest waiting finding over a position. */
function suggestionAt(view: EditorView, at: number): FindingId | null {
  const shown = shownIn(view);
  if (!shown) return null;
  const over = shown.suggestions.flatMap((suggestion) => {
    const range = shown.places.get(suggestion.id)?.finding;
    const isOver = range && range.from <= at && at <= range.to && isWaiting(suggestion, shown.outcomes);
    return isOver ? [{ id: suggestion.id, length: range.to - range.from }] : [];
  });
  return over.sort((a, b) => a.length - b.length)[0]?.id ?? null;
}

/** Looks for the findings' words again a while after the text was changed, when nothing else is to do. */
function recheckWhenIdle(view: EditorView): {
  update: (view: EditorView, before: { doc: unknown }) => void;
  destroy: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recheck = (): void => {
    if (view.isDestroyed || !shownIn(view)?.suggestions.length) return;
    view.dispatch(view.state.tr.setMeta(suggestionsKey, { recheck: true } satisfies SuggestionsStep));
  };
  return {
    update: ({ state }, before) => {
      if (state.doc === before.doc || !suggestionsKey.getState(state)?.suggestions.length) return;
      clearTimeout(timer);
      timer = setTimeout(() => requestIdleCallback(recheck, { timeout: 1000 }), recheckAfterMs);
    },
    destroy: () => clearTimeout(timer),
  };
}
