import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src-shared/text/canonical-json.ts';
import { countWords } from '../../../src-shared/text/words.ts';

const bySegmenter = (text: string, language: string): number =>
  [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter((part) => part.isWordLike)
    .length;

test('every character of the fast table counts as Intl.Segmenter counts it, alone and between others', () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x2060; code++) {
    const at = String.fromCharCode(code);
    for (const text of [at, `a${at}b`, `1${at}2`, `a${at}1`, `1${at}a`, `a${at}${at}b`, `a'${at}`])
      if (countWords(text, 'en') !== bySegmenter(text, 'en')) wrong.push(JSON.stringify(text));
  }
  expect(wrong).toEqual([]);
});

test('mixed text counts as Intl.Segmenter counts it, in every language tried', () => {
  const letters = [...'ab1 .,:;\'’‘—éß2-\n"ж_中さ😀́'];
  let seed = 7;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  for (let round = 0; round < 4000; round++) {
    const text = Array.from({ length: 12 }, () => letters[Math.floor(random() * letters.length)]).join('');
    for (const language of ['en', 'sv', 'zh'])
      expect([text, countWords(text, language)]).toEqual([text, bySegmenter(text, language)]);
  }
});

test('words are counted as writers count them', () => {
  expect(countWords("It's 3.5 miles — don’t run!", 'en')).toBe(5);
  expect(countWords('Привет, мир', 'ru')).toBe(2);
  expect(countWords('她点亮了灯', 'zh')).toBeGreaterThan(2);
  expect(countWords('', 'en')).toBe(0);
});

test('canonical JSON orders keys, keeps the order of lists and drops what is undefined', () => {
  expect(canonicalJson({ b: [2, 1, { d: undefined, c: null }], a: 'ü"' })).toBe(
    '{"a":"ü\\"","b":[2,1,{"c":null}]}',
  );
});
