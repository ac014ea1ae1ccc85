import type { Rule, RuleContext } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { placeOf, type ReviewText, type Word } from '../../text/review-text.ts';
import { commonWords } from '../../text/word-lists.ts';
import { guideText } from './not-in-guide.ts';

const least = 4;

/** Somebody named four times or more whom neither worldbook, guide nor an earlier chapter knows. */
export const unknownName: Rule = {
  id: 'character.unknown-name',
  languages: ['en', 'id', 'es', 'fr', 'it', 'pt', 'nl'], // where a capital inside a sentence means a name
  find: (text, context) => {
    if (context.entries.length === 0) return [];
    const known = foldedNames(context.entries, context.language);
    const guide = guideText(context);
    const told = new Set(context.previous.flatMap((scene) => scene.text.words.map(({ folded }) => folded)));
    const names = text.words.filter((word) => isNameLike(word, text));
    return [...Map.groupBy(names, ({ folded }) => folded)].flatMap(([folded, words]) => {
      const [first] = words;
      const isKnown = known.has(folded) || guide.includes(folded) || told.has(folded);
      if (first === undefined || words.length < least || isKnown || isOrdinary(folded, text, context))
        return [];
      return [
        {
          severity: 'note' as const,
          place: placeOf(first),
          values: { name: first.text, times: words.length },
        },
      ];
    });
  },
};

function isNameLike(word: Word, text: ReviewText): boolean {
  const before = text.paragraphs[word.paragraph]?.text.slice(0, word.start).trimEnd() ?? '';
  return /^\p{Lu}\p{Ll}/u.test(word.text) && /[\p{L}\p{N},;]$/u.test(before);
}

function isOrdinary(folded: string, text: ReviewText, { language }: RuleContext): boolean {
  const isSmall = text.words.some((word) => word.folded === folded && /^\p{Ll}/u.test(word.text));
  return isSmall || commonWords(language).has(folded) || days.has(folded);
}

const days = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december senin selasa rabu kamis jumat sabtu minggu januari februari maret mei juni juli agustus oktober desember god lord christmas easter english french german'.split(
    ' ',
  ),
);
