import type { Node } from '@tiptap/pm/model';
import { PluginKey, type Transaction } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';
import type { Mappable } from '@tiptap/pm/transform';
import type { Anchor } from '../../src-shared/domain/anchor.ts';
import type { FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import type { PatchChange } from '../../src-shared/domain/patch.ts';
import type { Layer, Severity } from '../../src-shared/domain/qa.ts';
import type { KeptPatch } from '../../src-shared/ipc/reviews.ts';
import { outcomesIn } from './patch-step.ts';
import { holdsQuote, placeAnchor, placeInBlock, type Range } from './place-anchor.ts';
import { markSuggestions } from './suggestion-marks.ts';

/** A finding as the page shows it. */
export interface Suggestion {
  readonly id: FindingId;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly anchor: Anchor;
  readonly patch: { readonly id: PatchId; readonly anchor: Anchor; readonly change: PatchChange } | null;
  /** Whether the writer can still decide; what is decided is kept for the editor's undo and not shown. */
  readonly isOpen: boolean;
}

/** Where a finding and its patch stand; null for what could not be placed. */
export interface Placed {
  readonly finding: Range | null;
  readonly patch: Range | null;
}

/** What the page knows of a review. */
export interface SuggestionsState {
  readonly suggestions: readonly Suggestion[];
  readonly current: FindingId | null;
  readonly places: ReadonlyMap<FindingId, Placed>;
  /** Findings whose words, or whose patch's, stand nowhere any more. */
  readonly lost: ReadonlySet<FindingId>;
  /** What was done with patches in this editor since the review was shown. */
  readonly outcomes: ReadonlyMap<PatchId, KeptPatch>;
  readonly marks: DecorationSet;
}

/** What a transaction asks of the page. */
export type SuggestionsStep =
  | { readonly show: readonly Suggestion[]; readonly current: FindingId | null }
  | { readonly current: FindingId | null }
  | { readonly recheck: true };

export const suggestionsKey = new PluginKey<SuggestionsState>('suggestions');

/** The state after a transaction: places and marks follow the text, states follow the steps. */
export function nextState(tr: Transaction, last: SuggestionsState): SuggestionsState {
  const step = tr.getMeta(suggestionsKey) as SuggestionsStep | undefined;
  if (step && 'show' in step) return shown(tr.doc, { step, last });
  if (step && 'current' in step) return marked(tr.doc, { ...last, current: step.current });
  if (step) return rechecked(tr.doc, last);
  if (!tr.docChanged || last.suggestions.length === 0) return last;
  const moved = {
    ...last,
    places: movePlaces(last.places, tr.mapping),
    marks: last.marks.map(tr.mapping, tr.doc),
  };
  const said = outcomesIn(tr.steps);
  if (said.size === 0) return moved;
  return rechecked(tr.doc, { ...moved, outcomes: new Map([...last.outcomes, ...said]) });
}

/** True while a suggestion waits for the writer: what was done in this editor goes before what was kept. */
export function isWaiting({ patch, isOpen }: Suggestion, outcomes: SuggestionsState['outcomes']): boolean {
  const outcome = patch && outcomes.get(patch.id);
  return outcome ? outcome.state === 'open' : isOpen;
}

function shown(
  doc: Node,
  { step, last }: { step: Extract<SuggestionsStep, { show: unknown }>; last: SuggestionsState },
): SuggestionsState {
  const { show: suggestions, current } = step;
  const known = new Map(last.suggestions.map((suggestion) => [suggestion.id, suggestion]));
  const isAsBefore = ({ id, anchor }: Suggestion): boolean => known.get(id)?.anchor.quote === anchor.quote;
  const places = new Map(
    suggestions.flatMap((one): [FindingId, Placed][] => {
      const place = last.places.get(one.id);
      return place && isAsBefore(one) ? [[one.id, place]] : [];
    }),
  );
  return rechecked(doc, { ...last, suggestions, current, places, outcomes: new Map() });
}

/** Looks for the words of every waiting suggestion again; one that stands where it was followed to stays there. */
function rechecked(doc: Node, state: SuggestionsState): SuggestionsState {
  const waiting = state.suggestions.filter((suggestion) => isWaiting(suggestion, state.outcomes));
  const search = { isFirst: state.places.size === 0, left: mostSearches };
  const places = new Map(
    waiting.map(({ id, anchor, patch }): [FindingId, Placed] => {
      const last = state.places.get(id);
      return [
        id,
        {
          finding: follow(doc, { anchor, last: last?.finding, search }),
          patch: patch && follow(doc, { anchor: patch.anchor, last: last?.patch, search }),
        },
      ];
    }),
  );
  const lost = waiting.filter(({ id, patch }) => {
    const place = places.get(id);
    return patch ? place?.patch === null : place?.finding === null;
  });
  return marked(doc, { ...state, places, lost: sameOr(state.lost, new Set(lost.map(({ id }) => id))) });
}

/** How many anchors may be looked for all over the text in one go: each takes milliseconds in a long scene. */
const mostSearches = 10;

interface Follow {
  readonly anchor: Anchor;
  /** Where it stood; null where it was lost before, undefined where it was never looked for. */
  readonly last: Range | null | undefined;
  readonly search: { readonly isFirst: boolean; left: number };
}

/** One that was lost is looked for in its own paragraph only: there its words come back by an undo or by typing. */
function follow(doc: Node, { anchor, last, search }: Follow): Range | null {
  if (last && holdsQuote(doc, last, anchor)) return last;
  const near = placeInBlock(doc, anchor);
  if (near !== null || last === null || (!search.isFirst && search.left-- <= 0)) return near;
  return placeAnchor(doc, anchor);
}

function marked(doc: Node, state: SuggestionsState): SuggestionsState {
  return { ...state, marks: markSuggestions(doc, state) };
}

function movePlaces(places: SuggestionsState['places'], mapping: Mappable): SuggestionsState['places'] {
  const move = (range: Range | null): Range | null => {
    if (range === null) return null;
    const from = mapping.map(range.from, 1);
    return { from, to: Math.max(from, mapping.map(range.to, -1)) };
  };
  return new Map(
    [...places].map(([id, { finding, patch }]) => [id, { finding: move(finding), patch: move(patch) }]),
  );
}

/** The old set where the new one holds the same, so that listeners see a change only where there is one. */
function sameOr<Item>(last: ReadonlySet<Item>, next: ReadonlySet<Item>): ReadonlySet<Item> {
  return last.size === next.size && [...next].every((item) => last.has(item)) ? last : next;
}
