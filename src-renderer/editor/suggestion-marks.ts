import type { Node } from '@tiptap/pm/model';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { say } from '../words.ts';
import type { Range } from './place-anchor.ts';
import { hunksBetween, isLarge, plainText } from './suggestion-hunks.ts';
import { isWaiting, type Placed, type Suggestion, type SuggestionsState } from './suggestion-state.ts';

const mostUnderlined = 60; // letters at rest: a page of underlined sentences is no page to read
const beginning = 18; // letters that stand for a longer passage

/** How the page shows a review: quiet underlines, and the one finding that is opened with its change. */
export function markSuggestions(
  doc: Node,
  { suggestions, current, places, outcomes }: Omit<SuggestionsState, 'marks'>,
): DecorationSet {
  const marks = suggestions.flatMap((suggestion) => {
    const place = places.get(suggestion.id);
    if (!place || !isWaiting(suggestion, outcomes)) return [];
    return suggestion.id === current
      ? markOpened(doc, suggestion, place)
      : markAtRest(doc, suggestion, place);
  });
  return DecorationSet.create(doc, marks);
}

function markAtRest(doc: Node, { layer, severity }: Suggestion, { finding }: Placed): Decoration[] {
  if (finding === null || finding.from === finding.to) return [];
  const to = finding.to - finding.from > mostUnderlined ? wordEnd(doc, finding) : finding.to;
  return [
    Decoration.inline(finding.from, to, { class: `suggestion suggestion-${layer} suggestion-${severity}` }),
  ];
}

/** The end of a long passage's first words. */
function wordEnd(doc: Node, { from, to }: Range): number {
  const space = doc.textBetween(from, to, ' ', ' ').indexOf(' ', beginning);
  return space < 0 || space > mostUnderlined ? from + beginning : from + space;
}

function markOpened(doc: Node, suggestion: Suggestion, { finding, patch }: Placed): Decoration[] {
  const range = finding ?? patch;
  if (range === null) return [];
  const own = `suggestion suggestion-${suggestion.layer} suggestion-${suggestion.severity} suggestion-opened`;
  const opened = range.from === range.to ? [] : [Decoration.inline(range.from, range.to, { class: own })];
  return [...opened, ...(suggestion.patch && patch ? markChange(doc, suggestion.patch.change, patch) : [])];
}

function markChange(
  doc: Node,
  change: NonNullable<Suggestion['patch']>['change'],
  { from, to }: Range,
): Decoration[] {
  const before = doc.textBetween(from, to, '\n\n', '\n');
  const inserted = change.kind === 'delete' ? '' : plainText(change.content);
  const hunks =
    change.kind === 'insert-after'
      ? [{ start: to - from, end: to - from, inserted }]
      : hunksBetween(before, inserted);
  if (isLarge(hunks)) return markLarge(doc, { from, to }, change.kind === 'delete' ? null : inserted);
  return hunks.flatMap(({ start, end, inserted: words }) => [
    ...(end > start ? [Decoration.inline(from + start, from + end, { class: 'suggestion-deleted' })] : []),
    ...(words === '' ? [] : [insertion(from + end, words)]),
  ]);
}

function insertion(at: number, words: string): Decoration {
  const draw = (): HTMLElement => {
    const ins = document.createElement('ins');
    ins.className = 'suggestion-inserted';
    ins.textContent = words;
    return ins;
  };
  return Decoration.widget(at, draw, { side: -1, key: `insert ${words}`, ignoreSelection: true });
}

/** The new words as a block below the paragraph; the old ones are struck where they stand. */
function markLarge(doc: Node, { from, to }: Range, words: string | null): Decoration[] {
  const struck = Decoration.inline(from, to, { class: 'suggestion-deleted' });
  if (words === null) return [struck];
  const draw = (): HTMLElement => {
    const block = document.createElement('div');
    block.className = 'suggestion-block';
    block.contentEditable = 'false';
    const label = block.appendChild(document.createElement('div'));
    label.className = 'suggestion-block-label';
    label.textContent = say('review.suggested');
    const text = block.appendChild(document.createElement('ins'));
    text.className = 'suggestion-block-text';
    text.textContent = words;
    return block;
  };
  const below = doc.resolve(from).after();
  return [struck, Decoration.widget(below, draw, { side: -1, key: `block ${words}`, ignoreSelection: true })];
}
