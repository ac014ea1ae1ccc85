import { expect, test } from 'vitest';
import { locales } from '../../../src-shared/domain/settings.ts';
import {
  argumentsOf,
  listWordFiles,
  listWords,
  pluralFormsOf,
  type Words,
} from '../../helpers/catalogues.ts';

const [english, ...others] = locales;
const wordsOf = Object.fromEntries(locales.map((locale) => [locale, listWords(locale)])) as Record<
  (typeof locales)[number],
  readonly Words[]
>;
const keysOf = (locale: (typeof locales)[number]): readonly string[] =>
  wordsOf[locale].map(({ file, key }) => `${file} ${key}`);

/** Words that are written the same in Indonesian. */
const sameInBoth = new Set([
  'doctor.sqlite.ok',
  'doctor.onnxruntime',
  'doctor.llama',
  'settings.about.version',
]);

test.each(others)('no word is missing in %s, and none stands there alone', (locale) => {
  expect(listWordFiles(locale)).toEqual(listWordFiles(english));
  const known = new Set(keysOf(english));
  const there = new Set(keysOf(locale));
  expect({
    missing: [...known].filter((key) => !there.has(key)),
    extra: [...there].filter((key) => !known.has(key)),
  }).toEqual({ missing: [], extra: [] });
});

test.each(locales)('no key of %s stands in two files, where the one read last would win', (locale) => {
  const keys = wordsOf[locale].map(({ key }) => key);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(locales)(
  'every message of %s can be filled: its ICU syntax is right and its plurals are the language’s own',
  (locale) => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    const faults = wordsOf[locale].flatMap(({ key, message }) => {
      try {
        return pluralFormsOf(message, locale)
          .map((forms) => forms.filter((form) => !form.startsWith('=')).toSorted())
          .filter((forms) => forms.join() !== wanted.join())
          .map((forms) => `${key}: plural of ${forms.join()} instead of ${wanted.join()}`);
      } catch (error) {
        return [`${key}: ${String(error)}`];
      }
    });
    expect(faults).toEqual([]);
  },
);

test.each(others)('a message in %s takes the values that the English one is given', (locale) => {
  const translated = new Map(wordsOf[locale].map(({ key, message }) => [key, message]));
  const faults = wordsOf[english].flatMap(({ key, message }) => {
    const other = translated.get(key);
    if (other === undefined) return [];
    const [mine, theirs] = [argumentsOf(message, english), argumentsOf(other, locale)];
    return mine.join() === theirs.join() ? [] : [`${key}: ${mine.join(', ')} against ${theirs.join(', ')}`];
  });
  expect(faults).toEqual([]);
});

test.each(others)('nothing in %s was left in English', (locale) => {
  const translated = new Map(wordsOf[locale].map(({ key, message }) => [key, message]));
  const same = wordsOf[english]
    .filter(({ key, message }) => translated.get(key) === message && !sameInBoth.has(key))
    .filter(({ message }) => (message.replaceAll(/\{[^}]*\}/g, ' ').match(/\p{L}{3,}/gu) ?? []).length > 1);
  expect(same.map(({ key, message }) => `${key}: ${message}`)).toEqual([]);
});

test('a wrong plural, a missing value and broken syntax are seen', () => {
  expect(pluralFormsOf('{n, plural, other {#}}', 'en')).toEqual([['other']]);
  expect(argumentsOf('{a} of {n, plural, one {# {b}} other {#}}', 'en')).toEqual(['a', 'b', 'n plural']);
  expect(argumentsOf('{a, select, x {1} other {2}}', 'en')).toEqual(['a select other|x']);
  expect(() => argumentsOf('{a', 'en')).toThrow();
});
