import type { LoreEntry, LoreKey, Mention } from '../../src-shared/domain/lore.ts';
import { foldWithPlaces, type FoldedText } from './fold-with-places.ts';
import { buildTrie } from './name-trie.ts';
import { matchRegexKey } from './regex-keys.ts';

/** What of an entry says when it is named. */
export type NamedEntry = Pick<
  LoreEntry,
  'id' | 'kind' | 'title' | 'aliases' | 'keys' | 'secondaryKeys' | 'secondaryLogic' | 'inclusion'
>;

/** Finds the entries a text names, as `findMentions` does, with the names prepared once. */
export type MentionFinder = (text: string) => Mention[];

interface Name {
  readonly entry: NamedEntry;
  readonly by: 'title' | 'alias' | 'key' | 'secondary';
  readonly key: number;
  readonly written: string;
  readonly folded: string;
  readonly caseSensitive: boolean;
  /** "Will" the man is not "will" the word: one capitalised word naming someone wants its capital in the text. */
  readonly wantsCapital: boolean;
}

interface Found {
  readonly entry: NamedEntry;
  readonly by: Name['by'];
  readonly key: number; // which of the entry's names of this sort
  readonly start: number;
  readonly end: number;
}

/**
 * The worldbook's names and keys in a text. Names end where letters, marks and digits end, by Unicode; scripts written
 * without spaces are found inside running text. Where two overlap the longer one counts. Keys count only where the
 * secondary keys allow it; a title or an alias always does. Each entry's first place, in the text's order, after the
 * entries that are always there (start = end = 0); entries that are never to be there are left out.
 */
export function findMentions(text: string, entries: readonly NamedEntry[], language: string): Mention[] {
  return prepareMentions(entries, language)(text);
}

/** Prepares the names of a worldbook for many texts. */
export function prepareMentions(entries: readonly NamedEntry[], language: string): MentionFinder {
  const wanted = entries.filter(({ inclusion }) => inclusion === 'mentioned');
  const always = entries.filter(({ inclusion }) => inclusion === 'always');
  const names = wanted.flatMap((entry) => namesOf(entry, language));
  const trie = buildTrie(names.map(({ folded }) => folded));
  return (text) => {
    const folded = foldWithPlaces(text, language);
    const isLowerCase = !/\p{Lu}/u.test(text);
    const found: Found[] = [];
    for (const { pattern, start, end } of trie(folded.text)) {
      const name = names[pattern];
      const place = name && placeOf(text, folded, { name, start, end, isLowerCase });
      if (name && place) found.push({ entry: name.entry, by: name.by, key: name.key, ...place });
    }
    for (const entry of wanted) found.push(...regexPlaces(text, entry));
    return [...always.map(alwaysThere), ...firstMentions(text, found)];
  };
}

function namesOf(entry: NamedEntry, language: string): Name[] {
  const name = (by: Name['by'], written: string, { key = 0, caseSensitive = false } = {}): Name[] => {
    const folded = foldWithPlaces(written.trim(), language).text;
    const isProper = by !== 'key' && by !== 'secondary' && /^(?:character|place|group)$/.test(entry.kind);
    const wantsCapital = isProper && /^\p{Lu}/u.test(written.trim()) && !/\s/u.test(written.trim());
    return folded === '' ? [] : [{ entry, by, key, written, folded, caseSensitive, wantsCapital }];
  };
  const plain = (by: Name['by'], keys: readonly LoreKey[]): Name[] =>
    keys.flatMap((one, key) =>
      one.kind === 'plain' ? name(by, one.text, { key, caseSensitive: one.caseSensitive }) : [],
    );
  return [
    ...name('title', entry.title),
    ...entry.aliases.flatMap((alias) => name('alias', alias)),
    ...plain('key', entry.keys),
    ...plain('secondary', entry.secondaryKeys),
  ];
}

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function placeOf(
  text: string,
  folded: FoldedText,
  match: { name: Name; start: number; end: number; isLowerCase: boolean },
): { start: number; end: number } | null {
  const { name, isLowerCase } = match;
  if (!endsWord(folded.text, match.start, -1) || !endsWord(folded.text, match.end, 1)) return null;
  const start = folded.places[match.start] ?? 0;
  const end = folded.places[match.end] ?? text.length;
  const stands = text.slice(start, end);
  if (name.caseSensitive && stands.normalize('NFKC') !== name.written.trim().normalize('NFKC')) return null;
  if (name.wantsCapital && !isLowerCase && !/^\p{Lu}/u.test(stands)) return null;
  return { start, end };
}

/** True where no word goes on over this place; `side` says on which side of it the match lies not. */
function endsWord(text: string, at: number, side: -1 | 1): boolean {
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

function regexPlaces(text: string, entry: NamedEntry): Found[] {
  const places = (by: Name['by'], keys: readonly LoreKey[]): Found[] =>
    keys.flatMap((one, key) =>
      one.kind === 'regex' ? matchRegexKey(text, one).map((place) => ({ entry, by, key, ...place })) : [],
    );
  return [...places('key', entry.keys), ...places('secondary', entry.secondaryKeys)];
}

/** Each entry's first place of those that count. */
function firstMentions(text: string, found: readonly Found[]): Mention[] {
  const secondary = Map.groupBy(
    found.filter(({ by }) => by === 'secondary'),
    ({ entry }) => entry.id,
  );
  const counts = found.filter(
    ({ entry, by }) =>
      by === 'title' ||
      by === 'alias' ||
      (by === 'key' && secondaryAllows(entry, secondary.get(entry.id) ?? [])),
  );
  const first = new Map<string, Mention>();
  for (const { entry, by, start, end } of withoutOverlaps(text, counts))
    if (!first.has(entry.id) && by !== 'secondary')
      first.set(entry.id, {
        entryId: entry.id,
        title: entry.title,
        by,
        matched: text.slice(start, end),
        start,
        end,
      });
  return [...first.values()];
}

/** Leaves out what overlaps with something longer; entries that share one place all keep it. In the text's order. */
function withoutOverlaps(text: string, found: readonly Found[]): Found[] {
  const covered = new Uint8Array(text.length);
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

/** SillyTavern's four rules; an entry without secondary keys has none to obey. */
function secondaryAllows({ secondaryKeys, secondaryLogic }: NamedEntry, found: readonly Found[]): boolean {
  if (secondaryKeys.length === 0) return true;
  const hits = new Set(found.map(({ key }) => key)).size;
  switch (secondaryLogic) {
    case 'and-any':
      return hits > 0;
    case 'and-all':
      return hits === secondaryKeys.length;
    case 'not-any':
      return hits === 0;
    case 'not-all':
      return hits < secondaryKeys.length;
  }
}

function alwaysThere({ id, title }: NamedEntry): Mention {
  return { entryId: id, title, by: 'always', matched: '', start: 0, end: 0 };
}
