import { expect, test } from 'vitest';
import { insertEntry } from '../../../src-main/db/lore.ts';
import { findPatterns, listPatternKeys } from '../../../src-main/retrieval/pattern-places.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreKey } from '../../../src-shared/domain/lore.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const mara = 'mara' as EntryId;
const regex = (source: string, flags = ''): LoreKey => ({ kind: 'regex', source, flags });

test('each text has the places of its own, by UTF-16, and an empty match is none', () => {
  const keys = [
    { entryId: mara, source: 'mar(a|ie)', flags: 'i' },
    { entryId: mara, source: 'x*', flags: '' },
  ];
  const found = findPatterns(keys, ['No one.', '😀 Mara and Marie', 'Marie']);
  expect(found).toEqual([
    [],
    [
      { owner: mara, start: 3, end: 7 },
      { owner: mara, start: 12, end: 17 },
    ],
    [{ owner: mara, start: 0, end: 5 }],
  ]);
});

test('a pattern that would run for ever, or is none, keeps no other from being found', () => {
  const keys = [
    { entryId: mara, source: '(a+)+$', flags: '' },
    { entryId: mara, source: '(', flags: '' },
    { entryId: mara, source: 'lamp', flags: '' },
  ];
  const texts = [`${'a'.repeat(40)}!`, 'A lamp.'];
  const found = [{ owner: mara, start: 2, end: 6 }];
  expect(findPatterns(keys, texts)).toEqual([[], found]);
  // On the second asking it is not even tried on a text where it would match at once.
  expect(findPatterns(keys, ['aaa', 'A lamp.'])).toEqual([[], found]);
});

test('only patterns that need no second key say alone that an entry is meant', () => {
  const { db } = novelFile();
  const add = (title: string, keys: LoreKey[], secondaryKeys: LoreKey[] = []) =>
    insertEntry(db, {
      content: { ...loreContent({ title, body: '' }), keys, secondaryKeys },
      createdBy: 'writer',
    });
  const lamp = add('Lamp', [regex('l[ai]mp', 'i'), { kind: 'plain', text: 'wick', caseSensitive: false }]);
  add('Oil', [regex('oil')], [regex('lamp')]);
  expect(listPatternKeys(db)).toEqual([{ entryId: lamp, source: 'l[ai]mp', flags: 'i' }]);
});
