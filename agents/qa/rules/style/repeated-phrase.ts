import type { Rule, RuleContext } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { phrasesOf, sharedAround, type Phrase } from '../../text/phrases.ts';
import type { ReviewText } from '../../text/review-text.ts';

/** How long a phrase must be, how many telling words it needs, how often and how near it must come again. */
const kinds = [
  { length: 6, telling: 3, times: 2, within: 600 },
  { length: 4, telling: 2, times: 2, within: 120 },
  { length: 3, telling: 2, times: 3, within: 500, hasTellingEnds: true },
] as const;

/** The same words in a row again and again, in narration and not far apart. Names do not count as telling. */
export const repeatedPhrase: Rule = {
  id: 'style.repeated-phrase',
  languages: 'all',
  find: (text, context) => {
    const covered = new Set<number>();
    return kinds.flatMap((kind) =>
      repeatsOf(text, context, kind).flatMap((phrases) => {
        const [first, last] = [phrases[0], phrases.at(-1)];
        if (first === undefined || last === undefined || covered.has(first.at) || covered.has(last.at))
          return [];
        for (const { at } of phrases)
          for (let word = at - kind.length; word < at + kind.length * 2; word++) covered.add(word);
        const [told, again] = sharedAround(text, [first, last], kind.length);
        return [
          {
            severity: phrases.length >= 4 ? ('warning' as const) : ('note' as const),
            place: again.place,
            values: { phrase: again.quote, times: phrases.length },
            evidence: [{ source: { kind: 'draft' as const }, title: '', quote: told.quote }],
          },
        ];
      }),
    );
  },
};

function repeatsOf(
  text: ReviewText,
  context: RuleContext,
  kind: (typeof kinds)[number],
): readonly (readonly Phrase[])[] {
  const names = foldedNames(context.entries, context.language);
  const phrases = phrasesOf(text, kind, names).filter(({ isNarration }) => isNarration);
  return [...Map.groupBy(phrases, ({ key }) => key).values()]
    .map((group) => apart(group, kind.length))
    .flatMap((group) => {
      const near = group.filter((phrase, at) =>
        [group[at - 1], group[at + 1]].some(
          (other) => other !== undefined && Math.abs(other.at - phrase.at) <= kind.within,
        ),
      );
      return near.length >= kind.times ? [near] : [];
    })
    .sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
}

/** Phrases that do not overlap. */
function apart(phrases: readonly Phrase[], length: number): readonly Phrase[] {
  let free = -1;
  return phrases.filter((phrase) => {
    if (phrase.at < free) return false;
    free = phrase.at + length;
    return true;
  });
}
