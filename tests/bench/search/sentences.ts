import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchWords } from '../../../src-shared/text/search-words.ts';
import { sentencesOf } from '../../../src-shared/text/sentences.ts';
import { seededRandom } from './random.ts';

export interface Sentence {
  readonly text: string;
  readonly words: readonly string[];
}

const folder = join(import.meta.dirname, '../../../../shared/corpus');

/** The sentences of two real novels where they are at hand, else made ones over a vocabulary with Zipf's law. */
export function benchSentences(): { readonly sentences: readonly Sentence[]; readonly from: string } {
  const files = ['war-and-peace.txt', 'pride-and-prejudice.txt'].map((name) => join(folder, name));
  if (files.every((file) => existsSync(file))) {
    const sentences = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
      return sentencesOf(text, 'en').map(({ start, end }) => toSentence(text.slice(start, end)));
    });
    return { sentences: sentences.filter(({ words }) => words.length > 3), from: 'two classic novels' };
  }
  return { sentences: madeSentences(), from: 'made sentences (the corpus is not here)' };
}

const toSentence = (text: string): Sentence => ({
  text: text.replace(/\s+/g, ' ').trim(),
  words: searchWords(text, 'en'),
});

function madeSentences(): Sentence[] {
  const random = seededRandom(7);
  const syllables = 'ka lo mi ren tas ul vo shi den or pra ne gul hes ti bar wen cor ly fa'.split(' ');
  const syllable = (): string => syllables[Math.floor(random() * syllables.length)] ?? '';
  const vocabulary = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, syllable).join(''),
  );
  const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'ka';
  return Array.from({ length: 40_000 }, () =>
    toSentence(`${Array.from({ length: 6 + Math.floor(random() * 24) }, word).join(' ')}.`),
  );
}
