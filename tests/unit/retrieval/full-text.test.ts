import { describe, expect, test } from 'vitest';
import { rarestTerms } from '../../../src-main/retrieval/full-text.ts';

const held: Readonly<Record<string, number>> = { the: 900, of: 800, said: 300, lamp: 40, reef: 3, tide: 12 };
const terms = (words: string, { chunks = 1000, commonToo = false } = {}): string[] =>
  rarestTerms(words.split(' '), { countChunks: (word) => held[word] ?? 0, chunks, commonToo });

describe('the words a query asks for', () => {
  test('the rarest come first, unknown and common ones are left out', () => {
    expect(terms('the lamp of the reef and unheard tide')).toEqual(['reef', 'tide', 'lamp']);
  });

  test('a query of common words alone asks for some of them only where nothing else can answer', () => {
    expect(terms('the said of')).toEqual([]);
    expect(terms('the said of', { commonToo: true })).toEqual(['said', 'of', 'the']);
  });

  test('in a small book a word is common only when most of it has the word', () => {
    expect(terms('lamp reef', { chunks: 100 })).toEqual(['reef', 'lamp']);
    expect(terms('lamp reef', { chunks: 50 })).toEqual(['reef']);
  });

  test('a page as a query asks for eight words', () => {
    const page = Array.from({ length: 500 }, (_, at) => `word${at}`);
    expect(rarestTerms(page, { countChunks: () => 1, chunks: 100, commonToo: false })).toHaveLength(8);
  });
});
