import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../../../src-shared/domain/ids.ts';
import type { LoreSummary } from '../../../../src-shared/domain/lore-summary.ts';
import { viewEntries, type ListView } from '../../../../src-renderer/features/worldbook/list-view.ts';

const entry = (title: string, given: Partial<LoreSummary> = {}): LoreSummary => ({
  id: title as EntryId,
  kind: 'character',
  title,
  aliases: [],
  plainKeys: [],
  patterns: [],
  inclusion: 'mentioned',
  revision: 1,
  updatedAt: 0,
  relations: 0,
  progressions: 0,
  ...given,
});

const all = [
  entry('Old Mill', { kind: 'place', updatedAt: 3 }),
  entry('Mara Vell', { updatedAt: 1, aliases: ['The Keeper'] }),
  entry('Person 10', { updatedAt: 2 }),
  entry('Person 9'),
  entry('Zoé'),
];
const titles = (view: Partial<ListView>): string[] =>
  viewEntries(all, { filter: '', kinds: [], sort: 'title', ...view }, { language: 'en', locale: 'en' }).map(
    ({ title }) => title,
  );

describe('the worldbook’s list', () => {
  test('numbers in names are sorted as numbers', () => {
    expect(titles({})).toEqual(['Mara Vell', 'Old Mill', 'Person 9', 'Person 10', 'Zoé']);
  });
  test('what begins with the words comes before what only holds them, by aliases too, whatever case and accents', () => {
    expect(titles({ filter: 'KEEP' })).toEqual(['Mara Vell']);
    expect(titles({ filter: 'm' })).toEqual(['Mara Vell', 'Old Mill']);
    expect(titles({ filter: 'zoe' })).toEqual(['Zoé']);
    expect(titles({ filter: 'nobody' })).toEqual([]);
  });
  test('kinds and the order of change can be chosen', () => {
    expect(titles({ kinds: ['place'] })).toEqual(['Old Mill']);
    expect(titles({ sort: 'recent' })[0]).toBe('Old Mill');
    expect(titles({ sort: 'kind' }).at(-1)).toBe('Old Mill');
  });
});
