import type { Rule } from '../../layer.ts';
import { isNarration } from '../../text/review-text.ts';
import { wordListsOf } from '../../text/word-lists.ts';
import { noteDensity } from './note-density.ts';

const most = 22; // per 1,000 words of narration
const least = 8;

/** Adverbs in -ly in every other sentence. One note at the first of them. */
export const adverbs: Rule = {
  id: 'style.adverbs',
  languages: ['en'],
  find: (text) => {
    const plain = new Set(wordListsOf(text.language).adverbs);
    const narration = text.words.filter((word) => isNarration(word, text));
    const found = narration.filter(
      ({ text: word, folded }) => /\p{Ll}{3}ly$/u.test(word) && !/^\p{Lu}/u.test(word) && !plain.has(folded),
    );
    return noteDensity(found, { among: narration.length, least, most });
  },
};
