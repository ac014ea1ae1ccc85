import { expect, test } from 'vitest';
import { fillWords, type Values } from '../../../src-shared/text/fill-words.ts';

const words: Readonly<Record<string, string>> = {
  'reason.too-many': '{count, plural, one {# file} other {# files}} too many',
  'none.backup': 'none',
  'foreign.words': '“{words}” (English)',
};
const fill = (message: string, values: Values, locale = 'en'): string =>
  fillWords(message, { values, locale, say: (key, more = {}) => fill(words[key] ?? key, more, locale) });

test('a reason that is a key is said in the language, with the values of its message', () => {
  expect(fill('{path}: {reason}.', { path: 'x', reason: 'reason.too-many', count: 1 })).toBe(
    'x: 1 file too many.',
  );
});

test('a foreign program’s English does not pass for Indonesian', () => {
  const refused = { reason: 'connection refused' };
  expect(fill('Gagal: {reason}.', refused, 'id')).toBe('Gagal: “connection refused” (English).');
  expect(fill('Failed: {reason}.', refused, 'en')).toBe('Failed: connection refused.');
});

test('a missing value shows its name and a value of null is said in words', () => {
  expect(fill('{path} {backup}', { backup: null })).toBe('{path} none');
});

test('numbers are written as the language writes them', () => {
  expect(fill('{n, plural, other {# kata}}', { n: 12345 }, 'id')).toBe('12.345 kata');
  expect(fill('{n, plural, one {# word} other {# words}}', { n: 12345 }, 'en')).toBe('12,345 words');
});
