import { describe, expect, test } from 'vitest';
import { foldText } from '../../../../src-shared/text/fold.ts';
import { searchWords } from '../../../../src-shared/text/search-words.ts';

describe('words of a text', () => {
  for (const [name, language, text, words] of [
    ['case and accents of Latin letters do not hide a word', 'fr', 'Élodie CAFÉ', ['elodie', 'cafe']],
    ['an accent written apart is the same accent', 'en', 'Zoe\u0301', ['zoe']],
    ['a Turkish capital I is dotless', 'tr', 'IŞIK', ['ısık']],
    ['a Turkish dotted capital is dotted', 'tr', 'İnci', ['inci']],
    ['a dotted capital in an English novel leaves no mark behind', 'en', 'İnci', ['inci']],
    ['an Indonesian reduplication is its root twice', 'id', 'Anak-anak berlari', ['anak', 'anak', 'berlari']],
    ['a possessive does not hide a name', 'en', 'Mara’s lamp', ['mara', 's', 'lamp']],
    ['full-width letters are letters', 'ja', 'ＡＢＣ', ['abc']],
    ['the marks of Hindi are part of its letters', 'hi', 'किताब', ['किताब']],
    ['a Greek final sigma is a sigma', 'el', 'ΛΟΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['signs and emoji are no words', 'en', '"* - 🙂 ()', []],
    ['numbers are words', 'en', 'In 1984', ['in', '1984']],
  ] as const)
    test(name, () => {
      expect(searchWords(text, language)).toEqual(words);
    });

  test('Chinese is cut into words, the same ones in running text and alone', () => {
    const running = searchWords('他们在长江边等船。', 'zh');
    expect(running.length).toBeGreaterThan(3);
    expect(running).toContain('长江');
    expect(searchWords('长江', 'zh')).toEqual(['长江']);
  });

  test('a language that is none does not stop the search', () => {
    expect(searchWords('Mara', 'x-klingon')).toEqual(['mara']);
    expect(foldText('Mara', '')).toBe('mara');
  });
});
