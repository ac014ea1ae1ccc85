import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { primaryTag } from '../layer.ts';

const WordLists = z.strictObject({
  common: z.array(z.string()).readonly(), // words too frequent to be noticed when they come again
  firstPerson: z.array(z.string()).readonly(),
  thirdPerson: z.array(z.string()).readonly(),
  filters: z.array(z.string()).readonly(), // "saw", "felt": words that stand between reader and scene
  adverbs: z.array(z.string()).readonly(), // those in -ly that are none of manner, and are not counted
  cliches: z.array(z.string()).readonly(), // phrases; "*" stands for one word
  metaTalk: z.array(z.string()).readonly(), // regular expressions for a whole line
});
/** A language's word lists, as data files hold them. */
export type WordLists = z.infer<typeof WordLists>;

const empty: WordLists = WordLists.parse({
  common: [],
  firstPerson: [],
  thirdPerson: [],
  filters: [],
  adverbs: [],
  cliches: [],
  metaTalk: [],
});
const files: Readonly<Record<string, string>> = { en: 'words.en.yaml', id: 'words.id.yaml' };
const read = new Map<string, WordLists>();

/** The word lists of a language; empty ones for a language that has none. */
export function wordListsOf(language: string): WordLists {
  const tag = primaryTag(language);
  const file = files[tag];
  if (file === undefined) return empty;
  const known = read.get(tag);
  if (known !== undefined) return known;
  const lists = WordLists.parse(parse(readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8')));
  read.set(tag, lists);
  return lists;
}

const commonSets = new Map<string, ReadonlySet<string>>();
/** The words of a language that nobody notices. */
export function commonWords(language: string): ReadonlySet<string> {
  const tag = primaryTag(language);
  const known = commonSets.get(tag) ?? new Set(wordListsOf(tag).common);
  commonSets.set(tag, known);
  return known;
}
