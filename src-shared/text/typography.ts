import { typographyOf, type TypographyMarks } from './typography-marks.ts';

/** One character on its way into a paragraph. */
export interface TypedCharacter {
  /** The paragraph's text before it. */
  readonly before: string;
  readonly typed: string;
  /** The character behind it, "" where there is none or it is not known yet. */
  readonly after?: string;
}

/** What stands instead: the last `back` UTF-16 units of the text before give way, `text` comes in. */
export interface TypedReplacement {
  readonly back: number;
  readonly text: string;
}

const apostrophe = '’';
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
const opensAfter = /[\s([{¿¡/]/u;
const hyphens = /[-–—]/u;

/**
 * The quotation mark, apostrophe, dash or ellipsis that a typed character becomes in a language, null where it stays
 * as it is. An apostrophe that was taken for an opening mark is put right when its word ends: '90s, 'til, rock 'n' roll.
 */
export function smartenCharacter(at: TypedCharacter, language: string): TypedReplacement | null {
  return smartenWith(at, typographyOf(language));
}

function smartenWith(at: TypedCharacter, marks: TypographyMarks): TypedReplacement | null {
  const own = replacementOf(at, marks);
  const repair = elisionBefore(at, marks);
  if (!repair) return own;
  return { back: repair.back, text: repair.text + (own?.text ?? at.typed) };
}

function replacementOf(at: TypedCharacter, marks: TypographyMarks): TypedReplacement | null {
  if (at.typed === '"') return doubleMark(at.before, marks);
  if (at.typed === "'") return { back: 0, text: singleMark(at, marks) };
  if (at.typed === '-') return dash(at.before, marks);
  if (at.typed === '.') return /(^|[^.])\.\.$/u.test(at.before) ? { back: 2, text: marks.ellipsis } : null;
  return null;
}

function doubleMark(before: string, marks: TypographyMarks): TypedReplacement {
  const { quotes } = marks;
  const [open, close] = quotes;
  const spaced = /^\s/u.test(close);
  if (spaced && isOpen(before, quotes)) return { back: /\s*$/u.exec(before)![0].length, text: close };
  return { back: 0, text: isOpening(before, quotes, marks) ? open : close };
}

function singleMark({ before, after = '' }: TypedCharacter, marks: TypographyMarks): string {
  const { innerQuotes } = marks;
  if (!innerQuotes) return apostrophe;
  const [open, close] = innerQuotes;
  const last = before.at(-1) ?? '';
  if (wordCharacter.test(last)) {
    if (wordCharacter.test(after)) return apostrophe;
    return isOpen(before, innerQuotes) ? close : apostrophe;
  }
  if (isOpening(before, innerQuotes, marks)) return open;
  return isOpen(before, innerQuotes) ? close : apostrophe;
}

function dash(before: string, { dash: two }: TypographyMarks): TypedReplacement | null {
  if (/(^|[^-])-$/u.test(before)) return { back: 1, text: two };
  return before.endsWith('–') || (before.endsWith('—') && two === '—') ? { back: 1, text: '—' } : null;
}

/** After a dash a mark closes the speech that is open (“I thought—”) and opens one where none is. */
function isOpening(before: string, pair: readonly [string, string], marks: TypographyMarks): boolean {
  const last = before.at(-1);
  if (last === undefined || opensAfter.test(last)) return true;
  if ([marks.quotes, marks.innerQuotes].some((known) => known?.[0] === last && known[1] !== last))
    return true;
  return hyphens.test(last) && !isOpen(before, pair);
}

function isOpen(before: string, [open, close]: readonly [string, string]): boolean {
  return before.lastIndexOf(open.trim()) > before.lastIndexOf(close.trim());
}

/** The word before ended, and its first mark was no quotation mark but an apostrophe. */
function elisionBefore({ before, typed }: TypedCharacter, marks: TypographyMarks): TypedReplacement | null {
  const [open, close] = marks.innerQuotes ?? [];
  if (open === undefined || close === undefined) return null;
  if (wordCharacter.test(typed)) {
    // the closing mark that stands within a word now: geht‘s
    const isInWord =
      close !== apostrophe && before.endsWith(close) && wordCharacter.test(before.at(-2) ?? '');
    return isInWord ? { back: 1, text: apostrophe } : null;
  }
  const from = before.lastIndexOf(open);
  if (from === -1 || before.length - from > 10 || wordCharacter.test(before[from - 1] ?? '')) return null;
  const word = before.slice(from + open.length);
  if (!isElision(word, before.slice(0, from), marks)) return null;
  return { back: before.length - from, text: apostrophe + word };
}

function isElision(word: string, before: string, { elisions }: TypographyMarks): boolean {
  if (/^\d0s$/u.test(word)) return true;
  if (/^\d\d$/u.test(word)) return /\p{L}\s$/u.test(before); // "the summer of '68"; a quotation begins elsewhere
  return elisions.includes(word.toLowerCase());
}

/** Text from elsewhere as it would stand had it been typed in a language; `before` is what it is put behind. */
export function smartenText(
  text: string,
  { language, before = '' }: { language: string; before?: string },
): string {
  const marks = typographyOf(language);
  return text
    .split(/(\n+)/u)
    .map((line, at) =>
      /["']|--|\.\.\./u.test(line) ? smartenLine(line, { marks, before: at === 0 ? before : '' }) : line,
    )
    .join('');
}

const near = 100; // a replacement looks no further back, but for which marks are open

function smartenLine(line: string, { marks, before }: { marks: TypographyMarks; before: string }): string {
  let told = shorten(before, marks);
  let given = told.length; // so much of it is not the line's, or is told already
  let done = '';
  const put = (typed: string, after: string): void => {
    const found = smartenWith({ before: told, typed, after }, marks);
    told = found ? told.slice(0, told.length - found.back) + found.text : told + typed;
  };
  for (let at = 0; at < line.length; at++) {
    put(line[at]!, line[at + 1] ?? '');
    if (told.length < given + 2 * near) continue;
    done += told.slice(given, -near); // a long line is not looked through again for each of its characters
    told = shorten(told, marks);
    given = told.length - near;
  }
  const repair = elisionBefore({ before: told, typed: '' }, marks);
  if (repair) told = told.slice(0, told.length - repair.back) + repair.text;
  return done + told.slice(given);
}

/** A text's end, and in front of it the last of each mark that stands before. */
function shorten(text: string, { quotes, innerQuotes }: TypographyMarks): string {
  const lead = text.slice(0, -near);
  const last = [...quotes, ...(innerQuotes ?? [])].map((mark) => lead.lastIndexOf(mark.trim()));
  const marks = last.filter((at) => at !== -1).sort((one, other) => one - other);
  return marks.map((at) => lead[at]).join('') + text.slice(-near);
}
