import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLorebook } from '../../../../src-main/services/importers/lorebook.ts';
import { AppError } from '../../../../src-shared/errors.ts';

const parse = (value: unknown): ReturnType<typeof parseLorebook> =>
  parseLorebook(JSON.stringify(value), 'book.json');

function fault(text: string): AppError {
  try {
    parseLorebook(text, 'book.json');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('SillyTavern world info', () => {
  test('an old entry that says almost nothing gets the defaults, and its first key for a title', () => {
    const { entries, notes } = parse({ entries: { '0': { key: ['wood', 'glade'], content: 'Text.' } } });
    expect(entries).toMatchObject([
      {
        title: 'wood',
        kind: 'note',
        body: 'Text.',
        inclusion: 'mentioned',
        priority: 100,
        secondaryLogic: 'and-any',
        raw: { key: ['wood', 'glade'], content: 'Text.' },
      },
    ]);
    expect(notes).toEqual([]);
  });

  test('the numbers of the secondary logic are taken in SillyTavern’s own order', () => {
    const entry = (selectiveLogic: number): object => ({ key: ['a'], keysecondary: ['b'], selectiveLogic });
    const { entries } = parse({ entries: [0, 1, 2, 3].map(entry) });
    expect(entries.map(({ secondaryLogic }) => secondaryLogic)).toEqual([
      'and-any',
      'not-all',
      'not-any',
      'and-all',
    ]);
  });

  test('secondary keys of an entry that is not selective are left aside, as SillyTavern does', () => {
    const { entries } = parse({ entries: [{ key: ['a'], keysecondary: ['b'], selective: false }] });
    expect(entries[0]?.secondaryKeys).toEqual([]);
  });

  test('a constant entry is always there, a disabled one never, even when both', () => {
    const { entries } = parse({
      entries: [
        { key: ['a'], constant: true },
        { key: ['b'], disable: true, constant: true },
      ],
    });
    expect(entries.map(({ inclusion }) => inclusion)).toEqual(['always', 'never']);
  });

  test('a key between slashes is a pattern, without the flag that moves its place', () => {
    const { entries } = parse({ entries: [{ key: ['/dragons?/gi', 'and/or'] }] });
    expect(entries[0]?.keys).toEqual([
      { kind: 'regex', source: 'dragons?', flags: 'i' },
      { kind: 'plain', text: 'and/or', caseSensitive: false },
    ]);
  });

  test('what a manuscript has no word for is told, not taken in silence', () => {
    const { notes } = parse({
      entries: [
        { comment: 'Odd', probability: 40, scanDepth: 3, sticky: 2, group: 'g', content: '{{char}}' },
      ],
    });
    expect(notes.map(({ key }) => key)).toEqual([
      'import.probability',
      'import.scan-depth',
      'import.messages',
      'import.group',
      'import.macros',
    ]);
  });
});

describe('character books', () => {
  const entry = {
    keys: ['mara'],
    content: 'Text.',
    name: 'Mara',
    enabled: true,
    priority: 7,
    constant: true,
  };

  test('a card’s book and a book alone are read alike', () => {
    const card = parse({ spec: 'chara_card_v2', data: { name: 'x', character_book: { entries: [entry] } } });
    const alone = parse({ spec: 'lorebook_v3', data: { entries: [entry] } });
    for (const { entries } of [card, alone])
      expect(entries).toMatchObject([{ title: 'Mara', inclusion: 'always', priority: 7, raw: entry }]);
  });

  test('keys of an entry that uses patterns are patterns', () => {
    const { entries } = parse({
      spec: 'lorebook_v3',
      data: { entries: [{ ...entry, use_regex: true, keys: ['mar(a|ia)'] }] },
    });
    expect(entries[0]?.keys).toEqual([{ kind: 'regex', source: 'mar(a|ia)', flags: '' }]);
  });
});

describe('what is no sound lorebook is refused, naming entry and field', () => {
  test('text that is no JSON', () => {
    expect(fault('{"entries": ')).toMatchObject({ code: 'IMPORT_INVALID', data: { field: 'JSON' } });
  });
  test('JSON that is no lorebook', () => {
    expect(fault('{"name": "package"}').code).toBe('IMPORT_UNKNOWN_FORMAT');
    expect(fault('[1, 2]').code).toBe('IMPORT_UNKNOWN_FORMAT');
  });
  test('entries that are a number', () => {
    expect(fault('{"entries": 5}')).toMatchObject({ code: 'IMPORT_INVALID', data: { field: 'entries' } });
  });
  test('content that is a number', () => {
    const book = JSON.stringify({ entries: { '3': { comment: 'Mara', content: 5 } } });
    expect(fault(book)).toMatchObject({
      code: 'IMPORT_INVALID',
      data: { entry: 'entry 3 (Mara)', field: 'content' },
    });
  });
  test('an entry that is text', () => {
    expect(fault('{"entries": ["Mara"]}')).toMatchObject({ data: { entry: 'entry 0' } });
  });
  test('a logic that does not exist', () => {
    expect(fault('{"entries": [{"selectiveLogic": 9}]}')).toMatchObject({
      data: { field: 'selectiveLogic' },
    });
  });
  test('a pattern that is none', () => {
    expect(fault('{"entries": [{"key": ["/(/"]}]}')).toMatchObject({ data: { field: 'key' } });
  });
});

const real = join(import.meta.dirname, '../../../../../shared/corpus/eldoria.lorebook.json');
describe('a lorebook from the wild', () => {
  if (!existsSync(real)) console.log('skipped: the real lorebook is not on this machine');
  test.runIf(existsSync(real))('is read whole, each entry with its keys and text', () => {
    const { entries } = parseLorebook(readFileSync(real, 'utf8'), 'eldoria.lorebook.json');
    expect(entries).toHaveLength(4);
    expect(entries[0]).toMatchObject({ title: 'eldoria', inclusion: 'mentioned', secondaryKeys: [] });
    for (const { body, keys } of entries) {
      expect(body.length).toBeGreaterThan(200);
      expect(keys.length).toBeGreaterThan(0);
    }
  });
});
