import type { Beat } from '../../../../src-shared/domain/beat.ts';
import type { Rule, RuleContext } from '../../layer.ts';
import { findNames, nameWords, namesOf } from '../../text/names.ts';
import { lowerCase } from '../../../../src-shared/text/fold.ts';
import type { ReviewText } from '../../text/review-text.ts';

/** A beat of the guide of whose people and place the text names none. */
export const beatNotCovered: Rule = {
  id: 'structural.beat-not-covered',
  languages: 'all',
  find: (text, context) =>
    context.beats.flatMap((beat) => {
      const named = namedIn(beat);
      if (named.length === 0 || named.some((name) => appears(name, text, context))) return [];
      return [
        {
          severity: 'warning',
          place: null,
          values: { beat: beat.number, names: named.join(', ') },
          evidence: [{ source: { kind: 'brief' }, title: String(beat.number), quote: beat.happens }],
        },
      ];
    }),
};

function namedIn({ characters, place }: Beat): readonly string[] {
  return [...characters, place].map((name) => name.trim()).filter((name) => name !== '');
}

/** True where a name of the guide stands in the text: whole, by another name of its entry, or by one word of it. */
export function appears(name: string, text: ReviewText, { entries, language }: RuleContext): boolean {
  const same = (other: string): boolean => lowerCase(other, language) === lowerCase(name, language);
  const entry = entries.find((candidate) => namesOf(candidate).some(same));
  if (entry !== undefined && findNames(text, [entry]).length > 0) return true;
  const words = entry === undefined ? name.match(/\p{Lu}[\p{L}\p{M}]{2,}/gu) : nameWords(entry, language);
  const wanted = new Set((words ?? [name]).map((word) => lowerCase(word, language)));
  return (
    text.words.some(({ folded }) => wanted.has(folded)) || text.paragraphs.some((p) => p.text.includes(name))
  );
}
