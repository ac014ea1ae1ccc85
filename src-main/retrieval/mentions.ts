import type { LoreEntry, LoreKey, Mention } from '../../src-shared/domain/lore.ts';
import {
  namedText,
  placeOfName,
  withoutOverlaps,
  writtenName,
  type WrittenName,
} from '../../src-shared/text/written-name.ts';
import { buildTrie } from './name-trie.ts';
import { matchRegexKey } from './regex-keys.ts';

/** What of an entry says when it is named. */
export type NamedEntry = Pick<
  LoreEntry,
  'id' | 'kind' | 'title' | 'aliases' | 'keys' | 'secondaryKeys' | 'secondaryLogic' | 'inclusion'
>;

/** Finds the entries a text names, as `findMentions` does, with the names prepared once. */
export type MentionFinder = (text: string) => Mention[];

interface Name extends WrittenName {
  readonly entry: NamedEntry;
  readonly by: 'title' | 'alias' | 'key' | 'secondary';
  readonly key: number;
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
    const prepared = namedText(text, language);
    const found: Found[] = [];
    for (const { pattern, start, end } of trie(prepared.folded.text)) {
      const name = names[pattern];
      const place = name && placeOfName(prepared, { name, start, end });
      if (name && place) found.push({ entry: name.entry, by: name.by, key: name.key, ...place });
    }
    for (const entry of wanted) found.push(...regexPlaces(text, entry));
    return [...always.map(alwaysThere), ...firstMentions(text, found)];
  };
}

function namesOf(entry: NamedEntry, language: string): Name[] {
  const name = (by: Name['by'], text: string, { key = 0, caseSensitive = false } = {}): Name[] => {
    const kind = by === 'title' || by === 'alias' ? entry.kind : null;
    const written = writtenName(text, { language, kind, caseSensitive });
    return written === null ? [] : [{ entry, by, key, ...written }];
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
  for (const { entry, by, start, end } of withoutOverlaps(text.length, counts))
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
