import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { LoreKind } from '../../../../src-shared/domain/lore.ts';
import { foldWithPlaces } from '../../../../src-shared/text/fold-with-places.ts';
import { createNameIndex } from '../../../../src-shared/text/name-index.ts';
import { writtenName } from '../../../../src-shared/text/written-name.ts';

interface Case {
  readonly name: string;
  readonly language?: string;
  readonly entries: readonly { title: string; kind?: LoreKind; aliases?: readonly string[] }[];
  readonly text: string;
  readonly expected: readonly string[];
}

/** The cases of the engine's own search for names: titles and aliases, each entry's first place. */
const folder = join(import.meta.dirname, '../../../cases/mentions');
const cases = readdirSync(folder)
  .filter((file) => file === 'names.yaml')
  .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8')) as Case[])
  .filter(({ entries }) =>
    entries.every((entry) => Object.keys(entry).every((key) => /^(title|kind|aliases)$/.test(key))),
  );

describe('names in a text', () => {
  expect(cases.length).toBeGreaterThan(12);
  for (const { name, language = 'en', entries, text, expected } of cases)
    test(`the window underlines what the engine finds: ${name}`, () => {
      const index = createNameIndex<string>();
      for (const { title, kind = 'note', aliases = [] } of entries)
        for (const written of [title, ...aliases]) {
          const prepared = writtenName(written, { language, kind });
          if (prepared) index.add({ ...prepared, owner: title });
        }
      const seen = new Set<string>();
      const firsts = index.find(text, language).filter(({ owner, start }) => {
        const key = entries.filter(({ title }) => title === owner).length > 1 ? `${owner} ${start}` : owner;
        if (seen.has(key) && entries.filter(({ title }) => title === owner).length === 1) return false;
        seen.add(key);
        return true;
      });
      expect(firsts.map(({ owner, start, end }) => `${owner}|${text.slice(start, end)}`)).toEqual(
        expected.map((line) => line.replace(/\|(?:title|alias)\|/, '|')),
      );
    });

  test('every place of a name is found, not only the first', () => {
    const index = createNameIndex<string>();
    const mara = writtenName('Mara', { language: 'en', kind: 'character' });
    index.add({ ...mara!, owner: 'Mara' });
    expect(index.find('Mara saw Mara. Maraschino.', 'en').map(({ start }) => start)).toEqual([0, 9]);
  });

  test('a name of one character is found once, at the end of a text too', () => {
    const index = createNameIndex<string>();
    index.add({ ...writtenName('林', { language: 'zh', kind: 'character' })!, owner: '林' });
    expect(index.find('他是林', 'zh')).toEqual([{ owner: '林', start: 2, end: 3 }]);
  });
});

describe('folding with places', () => {
  for (const text of [
    'It was Mara’s lamp — old.',
    'Ein Straßenschild',
    'ΟΔΥΣΣΕΥΣ ο',
    'non‑breaking',
    'two  spaces',
    'Zoe\u0301 … ﬁn',
  ])
    test(`the fast way folds as the careful one: ${text}`, () => {
      const { text: folded, places } = foldWithPlaces(text, 'en');
      // a pair of spaces before it forces the careful way
      const careful = foldWithPlaces(`  ${text}`, 'en');
      expect(careful.text).toBe(` ${folded}`);
      expect(careful.places.slice(1).map((at) => at - 2)).toEqual(places);
    });
});
