import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreEntry, LoreKey } from '../../../src-shared/domain/lore.ts';
import { findMentions, type NamedEntry } from '../../../src-main/retrieval/mentions.ts';

interface Case {
  readonly name: string;
  readonly language?: string;
  readonly entries: readonly (Partial<Omit<LoreEntry, 'keys' | 'secondaryKeys'>> & {
    readonly title: string;
    readonly keys?: readonly (string | LoreKey)[];
    readonly secondaryKeys?: readonly (string | LoreKey)[];
  })[];
  readonly text: string;
  readonly expected: readonly string[];
}

const folder = join(import.meta.dirname, '../../cases/mentions');
const toKey = (key: string | LoreKey): LoreKey =>
  typeof key === 'string' ? { kind: 'plain', text: key, caseSensitive: false } : key;

function toEntry(given: Case['entries'][number], at: number): NamedEntry {
  return {
    kind: 'note',
    aliases: [],
    secondaryLogic: 'and-any',
    inclusion: 'mentioned',
    ...given,
    id: `entry ${at}` as EntryId,
    keys: (given.keys ?? []).map(toKey),
    secondaryKeys: (given.secondaryKeys ?? []).map(toKey),
  };
}

for (const file of readdirSync(folder))
  describe(`mentions, ${file}`, () => {
    for (const { name, language = 'en', entries, text, expected } of parse(
      readFileSync(join(folder, file), 'utf8'),
    ) as Case[])
      test(name, () => {
        const found = findMentions(text, entries.map(toEntry), language);
        expect(found.map(({ title, by, matched }) => `${title}|${by}|${matched}`)).toEqual(expected);
        for (const { matched, start, end } of found) expect(text.slice(start, end)).toBe(matched);
      });
  });

test('the names of a large worldbook are found in one pass, each at its own place', () => {
  const entries = Array.from({ length: 500 }, (_, at) =>
    toEntry({ title: `Name${at} Of House${at % 7}`, kind: 'character' }, at),
  );
  const text = Array.from(
    { length: 500 },
    (_, at) => `then name${at} of house${at % 7} spoke at length`,
  ).join('. ');
  const found = findMentions(text, entries, 'en');
  expect(found).toHaveLength(500);
  expect(found.map(({ entryId }) => entryId)).toEqual(entries.map(({ id }) => id));
});
