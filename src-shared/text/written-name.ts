import type { LoreKind } from '../domain/lore.ts';
import { foldWithPlaces, type FoldedText } from './fold-with-places.ts';

/** A name or key of an entry, prepared for being found. */
export interface WrittenName {
  readonly written: string;
  readonly folded: string; // never empty
  readonly caseSensitive: boolean;
  /** "Will" the man is not "will" the word: one capitalised word naming someone wants its capital in the text. */
  readonly wantsCapital: boolean;
}

export interface WrittenNameOptions {
  readonly language: string;
  /** The entry's kind for a title or an alias; null for a key, which wants no capital. */
  readonly kind: LoreKind | null;
  readonly caseSensitive?: boolean;
}

/** Prepares a name; null where it holds nothing to look for. */
export function writtenName(
  given: string,
  { language, kind, caseSensitive = false }: WrittenNameOptions,
): WrittenName | null {
  const written = given.trim();
  const folded = foldWithPlaces(written, language).text;
  if (folded === '') return null;
  const isProper = kind === 'character' || kind === 'place' || kind === 'group';
  const wantsCapital = isProper && /^\p{Lu}/u.test(written) && !/\s/u.test(written);
  return { written, folded, caseSensitive, wantsCapital };
}

/** A text that names are looked for in. */
export interface NamedText {
  readonly text: string;
  readonly folded: FoldedText;
  /** Nothing in it has a capital, as in a query typed in a hurry: then no name wants one. */
  readonly isLowerCase: boolean;
}

/** Prepares a text for `placeOfName`. */
export function namedText(text: string, language: string): NamedText {
  return { text, folded: foldWithPlaces(text, language), isLowerCase: !/\p{Lu}/u.test(text) };
}

/**
 * Where a match in the folded text (UTF-16 offsets) stands in the text itself, if it is that name: it ends where a word
 * ends, and its capitals are as the name wants them. Else null.
 */
export function placeOfName(
  { text, folded, isLowerCase }: NamedText,
  {
    name,
    start: from,
    end: to,
  }: { readonly name: WrittenName; readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | null {
  if (!endsWord(folded.text, from, -1) || !endsWord(folded.text, to, 1)) return null;
  const start = folded.places[from] ?? 0;
  const end = folded.places[to] ?? text.length;
  const stands = text.slice(start, end);
  if (name.caseSensitive && stands.normalize('NFKC') !== name.written.normalize('NFKC')) return null;
  if (name.wantsCapital && !isLowerCase && !/^\p{Lu}/u.test(stands)) return null;
  return { start, end };
}

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** True where no word goes on over this place; `side` says on which side of it the match lies not. */
export function endsWord(text: string, at: number, side: -1 | 1): boolean {
  const before = characterBefore(text, at);
  const after = characterAt(text, at);
  if (before === '' || after === '') return true;
  if (/\p{M}/u.test(after)) return false; // a mark belongs to the letter before it
  const [inside, outside] = side === -1 ? [after, before] : [before, after];
  if (!wordCharacter.test(inside) || !wordCharacter.test(outside)) return true;
  return unspaced.test(inside) || unspaced.test(outside);
}

const characterAt = (text: string, at: number): string =>
  at >= text.length ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0);

function characterBefore(text: string, at: number): string {
  if (at <= 0) return '';
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text.charAt(at - 1));
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** Leaves out what overlaps with something longer; what shares one place is all kept. In the text's order. */
export function withoutOverlaps<Span extends { readonly start: number; readonly end: number }>(
  length: number,
  found: readonly Span[],
): Span[] {
  if (found.length < 2) return [...found];
  const covered = new Uint8Array(length);
  const spans = new Set<string>();
  const kept = found
    .toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
    .filter(({ start, end }) => {
      const span = `${start}-${end}`;
      if (spans.has(span)) return true;
      if (covered[start] === 1 || covered[end - 1] === 1) return false;
      covered.fill(1, start, end);
      spans.add(span);
      return true;
    });
  return kept.sort((a, b) => a.start - b.start);
}
