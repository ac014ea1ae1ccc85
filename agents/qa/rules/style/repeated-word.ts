import type { Rule } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { isNarration, placeOf, type Word } from '../../text/review-text.ts';
import { commonWords } from '../../text/word-lists.ts';

const times = 4;
const within = 90;

/** An uncommon word of five letters or more, four times within ninety words of narration. */
export const repeatedWord: Rule = {
  id: 'style.repeated-word',
  languages: ['en', 'id'],
  find: (text, { entries, language }) => {
    const common = commonWords(language);
    const names = foldedNames(entries, language);
    const uncommon = text.words.filter(
      (word) =>
        word.folded.length >= 5 &&
        !common.has(word.folded) &&
        !names.has(word.folded) &&
        !/^\p{Lu}/u.test(word.text) &&
        isNarration(word, text),
    );
    return [...Map.groupBy(uncommon, ({ folded }) => folded).values()].flatMap((words) => {
      const crowd = densest(words);
      const last = crowd.at(-1);
      if (last === undefined || crowd.length < times) return [];
      return [
        { severity: 'note' as const, place: placeOf(last), values: { word: last.text, times: crowd.length } },
      ];
    });
  },
};

/** The most of these words that stand within reach of each other. */
function densest(words: readonly Word[]): readonly Word[] {
  return words
    .map((first, from) => words.slice(from).filter(({ at }) => at - first.at < within))
    .reduce((best, crowd) => (crowd.length > best.length ? crowd : best), []);
}
