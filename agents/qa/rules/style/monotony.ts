import type { Rule } from '../../layer.ts';
import { narrationOf } from '../../text/review-text.ts';

const run = 8;
const spread = 2;

/** Eight sentences of narration in a row of the same length, give or take two words, none of them very short. */
export const monotony: Rule = {
  id: 'style.monotony',
  languages: 'all',
  find: (text) => {
    const told = text.sentences.filter(
      (sentence) => narrationOf(sentence, text).length === sentence.words.length,
    );
    for (let at = 0; at + run <= told.length; at++) {
      const lengths = told.slice(at, at + run).map(({ words }) => words.length);
      const [first] = told.slice(at);
      const isEven = Math.max(...lengths) - Math.min(...lengths) <= spread && Math.min(...lengths) >= 5;
      if (isEven && first !== undefined)
        return [
          {
            severity: 'note',
            place: { blockId: first.blockId, start: first.start, end: first.end },
            values: { sentences: run, words: lengths[0] ?? 0 },
          },
        ];
    }
    return [];
  },
};
