import type { Rule } from '../../layer.ts';
import { isNarration, placeOf } from '../../text/review-text.ts';
import { wordListsOf } from '../../text/word-lists.ts';

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
    const density = (found.length / Math.max(narration.length, 1)) * 1000;
    const [first] = found;
    if (first === undefined || found.length < least || density <= most) return [];
    return [
      {
        severity: 'note',
        place: placeOf(first),
        values: { times: found.length, density: Math.round(density) },
      },
    ];
  },
};
