import { diffArrays } from 'diff';
import { textOf, type ProseDocument } from '../../../src-shared/domain/prose.ts';
import { knownLanguage } from '../../../src-shared/text/fold.ts';

/** A piece of a paragraph: in both texts, only in the first, or only in the second. */
export interface ComparedPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A paragraph of two texts side by side; null where one of them has none. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly before: readonly ComparedPart[] | null;
  readonly after: readonly ComparedPart[] | null;
}

interface Line {
  readonly id: string;
  readonly text: string;
}

/** Compares two texts paragraph by paragraph, and changed paragraphs word by word in the novel's language. */
export function compareProse(before: ProseDocument, after: ProseDocument, language: string): ComparedRow[] {
  const rows: ComparedRow[] = [];
  let removed: Line[] = [];
  let added: Line[] = [];
  const close = (): void => {
    rows.push(...pairedRows(removed, added, language));
    removed = [];
    added = [];
  };
  const equals = (a: Line, b: Line): boolean => a.text === b.text;
  for (const change of diffArrays(linesOf(before), linesOf(after), { comparator: equals })) {
    if (change.added) added.push(...change.value);
    else if (change.removed) removed.push(...change.value);
    else {
      close();
      for (const { text } of change.value) rows.push({ kind: 'same', before: same(text), after: same(text) });
    }
  }
  close();
  return rows;
}

function linesOf({ content }: ProseDocument): Line[] {
  return content.flatMap((block): Line[] => {
    if (block.type === 'sceneBreak') return [{ id: block.attrs.id, text: '⁂' }];
    const paragraphs = block.type === 'quotation' ? block.content : [block];
    return paragraphs.map((paragraph) => ({ id: paragraph.attrs.id, text: textOf(paragraph) }));
  });
}

const same = (text: string): ComparedPart[] => [{ kind: 'same', text }];

/** Of what went and what came at one place: paragraphs of one id belong together, then those with words in common. */
function pairedRows(removed: readonly Line[], added: readonly Line[], language: string): ComparedRow[] {
  const rows: ComparedRow[] = [];
  let next = 0;
  for (const line of removed) {
    const at = added.findIndex((other, index) => index >= next && isAlike(line, other, language));
    if (at === -1) {
      rows.push({ kind: 'removed', before: [{ kind: 'removed', text: line.text }], after: null });
      continue;
    }
    for (const passed of added.slice(next, at)) rows.push(addedRow(passed));
    rows.push({ kind: 'changed', ...compareWords(line.text, added[at]!.text, language) });
    next = at + 1;
  }
  for (const rest of added.slice(next)) rows.push(addedRow(rest));
  return rows;
}

function addedRow({ text }: Line): ComparedRow {
  return { kind: 'added', before: null, after: [{ kind: 'added', text }] };
}

function isAlike(a: Line, b: Line, language: string): boolean {
  if (a.id === b.id) return true;
  const words = new Set(cut(a.text, language).filter((word) => word.trim().length > 3));
  const others = cut(b.text, language).filter((word) => word.trim().length > 3);
  const shared = others.filter((word) => words.has(word)).length;
  return shared > 0 && shared >= 0.4 * Math.min(words.size, others.length);
}

function compareWords(
  before: string,
  after: string,
  language: string,
): Pick<ComparedRow, 'before' | 'after'> {
  const changes = diffArrays(cut(before, language), cut(after, language));
  const side = (mine: 'removed' | 'added', other: 'removed' | 'added'): ComparedPart[] =>
    changes
      .filter((change) => !change[other])
      .map((change) => ({ kind: change[mine] ? mine : 'same', text: change.value.join('') }));
  return { before: side('removed', 'added'), after: side('added', 'removed') };
}

/** Words, and what stands between them. */
function cut(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(knownLanguage(language), { granularity: 'word' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Rows with long runs of unchanged paragraphs folded: a number instead of the rows, one row left at each end. */
export function foldRows(rows: readonly ComparedRow[]): (ComparedRow | number)[] {
  const folded: (ComparedRow | number)[] = [];
  for (let at = 0; at < rows.length;) {
    let end = at;
    while (rows[end]?.kind === 'same') end++;
    const head = at === 0 ? 0 : 1;
    const tail = end === rows.length ? 0 : 1;
    if (end - at > head + tail + 1) {
      folded.push(...rows.slice(at, at + head), end - at - head - tail, ...rows.slice(end - tail, end));
    } else folded.push(...rows.slice(at, end));
    if (end < rows.length) folded.push(rows[end]!);
    at = end + 1;
  }
  return folded;
}
