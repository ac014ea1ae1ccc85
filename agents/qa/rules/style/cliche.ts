import type { Rule } from '../../layer.ts';
import { wordListsOf } from '../../text/word-lists.ts';
import { placeOf, type Word } from '../../text/review-text.ts';
import { wordSegmenter } from '../../../../src-shared/text/search-words.ts';

type Pattern = readonly string[];
const patterns = new Map<string, ReadonlyMap<string, readonly Pattern[]>>();

/** A phrase everybody has read too often, from the language's list. */
export const cliche: Rule = {
  id: 'style.cliche',
  languages: ['en', 'id'],
  find: (text) => {
    const byFirst = patternsOf(text.language);
    let free = 0;
    return text.sentences.flatMap(({ words }) =>
      words.flatMap((word, at) => {
        const found = (byFirst.get(word.folded) ?? []).find((pattern) => fits(pattern, words, at));
        const last = words[at + (found?.length ?? 1) - 1];
        if (found === undefined || last === undefined || word.at < free) return [];
        free = last.at + 1;
        return [
          { severity: 'note' as const, place: placeOf(word, last), values: { phrase: found.join(' ') } },
        ];
      }),
    );
  },
};

function fits(pattern: Pattern, words: readonly Word[], at: number): boolean {
  return pattern.every((part, offset) => {
    const word = words[at + offset]?.folded;
    return word !== undefined && (part === '*' || part === word);
  });
}

/** The list's phrases by their first word, cut like the text is. */
function patternsOf(language: string): ReadonlyMap<string, readonly Pattern[]> {
  const known = patterns.get(language);
  if (known !== undefined) return known;
  const cut = wordListsOf(language).cliches.map((phrase) =>
    phrase.split(' ').flatMap((part) => (part === '*' ? ['*'] : wordsIn(part, language))),
  );
  const byFirst = new Map(
    [...Map.groupBy(cut, (pattern) => pattern[0] ?? '')].map(([first, group]) => [
      first,
      group.sort((a, b) => b.length - a.length),
    ]),
  );
  patterns.set(language, byFirst);
  return byFirst;
}

function wordsIn(part: string, language: string): string[] {
  return [...wordSegmenter(language).segment(part)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.replace(/['’]s?$/u, ''));
}
