import type { Rule } from '../../layer.ts';
import { isNarration } from '../../text/review-text.ts';
import { wordListsOf } from '../../text/word-lists.ts';
import { noteDensity } from './note-density.ts';

const most = 14; // per 1,000 words of narration
const least = 6;

/** Narration that keeps saying that somebody saw, felt or heard, instead of what there was. One note at the first of them. */
export const filterWords: Rule = {
  id: 'style.filter-words',
  languages: ['en', 'id'],
  find: (text) => {
    const filters = new Set(wordListsOf(text.language).filters);
    const narration = text.words.filter((word) => isNarration(word, text));
    const found = narration.filter(({ folded }) => filters.has(folded));
    return noteDensity(found, { among: narration.length, least, most });
  },
};
