import type { LoreEntry } from '../../../src-shared/domain/lore.ts';
import { lowerCase } from '../../../src-shared/text/fold.ts';
import { wordSegmenter } from '../../../src-shared/text/search-words.ts';
import { commonWords } from './word-lists.ts';
import type { ReviewText, Word } from './review-text.ts';

/** A worldbook name that stands in a text. */
export interface NameSeen {
  readonly entry: LoreEntry;
  readonly name: string;
  readonly first: Word;
  readonly last: Word;
}

/** Every place where an entry is named by title or alias; where names overlap, the longest one. */
export function findNames(text: ReviewText, entries: readonly LoreEntry[]): readonly NameSeen[] {
  const byFirst = namesByFirstWord(entries, text.language);
  const seen: NameSeen[] = [];
  for (const sentence of text.sentences)
    for (let at = 0; at < sentence.words.length;) {
      const found = longestAt(sentence.words, at, byFirst);
      if (found !== null && isMeant(found, at, text.language)) {
        seen.push(found.seen);
        at += found.length;
      } else at++;
    }
  return seen;
}

/** The names an entry goes by: its title and aliases. */
export function namesOf(entry: LoreEntry): readonly string[] {
  return [entry.title, ...entry.aliases].filter((name) => name.trim() !== '');
}

/** The capitalised words of an entry's names, which a text may use alone: "Gesa", "Amrain". */
export function nameWords(entry: LoreEntry, language: string): readonly string[] {
  const words = namesOf(entry).flatMap((name) => wordsOf(name, language));
  return [...new Set(words.filter((word) => /^\p{Lu}/u.test(word) && word.length >= 3))];
}

/** Every word of every worldbook name, folded: what no rule should take for an ordinary word. */
export function foldedNames(entries: readonly LoreEntry[], language: string): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) =>
      namesOf(entry).flatMap((name) => wordsOf(name, language).map((word) => lowerCase(word, language))),
    ),
  );
}

interface KnownName {
  readonly entry: LoreEntry;
  readonly name: string;
  readonly words: readonly string[]; // folded
}

function namesByFirstWord(entries: readonly LoreEntry[], language: string): Map<string, KnownName[]> {
  const byFirst = new Map<string, KnownName[]>();
  for (const entry of entries)
    for (const name of namesOf(entry)) {
      const words = wordsOf(name, language).map((word) => lowerCase(word.normalize('NFC'), language));
      const [first] = words;
      if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), { entry, name, words }]);
    }
  return byFirst;
}

function longestAt(
  words: readonly Word[],
  at: number,
  byFirst: ReadonlyMap<string, readonly KnownName[]>,
): { seen: NameSeen; length: number } | null {
  const first = words[at];
  if (first === undefined) return null;
  const fitting = (byFirst.get(first.folded) ?? [])
    .filter((known) => known.words.every((word, offset) => words[at + offset]?.folded === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
  const last = words[at + (fitting?.words.length ?? 1) - 1];
  if (fitting === undefined || last === undefined) return null;
  return { seen: { entry: fitting.entry, name: fitting.name, first, last }, length: fitting.words.length };
}

/** "Will" is a man only with his capital, and at a sentence's start not even then. */
function isMeant(
  { seen, length }: { seen: NameSeen; length: number },
  at: number,
  language: string,
): boolean {
  if (length > 1 || !/^\p{Lu}/u.test(seen.name)) return true;
  if (!/^\p{Lu}/u.test(seen.first.text)) return false;
  return at > 0 || !commonWords(language).has(seen.first.folded);
}

function wordsOf(name: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter(language).segment(name))
    if (isWordLike === true) words.push(segment);
  return words;
}
