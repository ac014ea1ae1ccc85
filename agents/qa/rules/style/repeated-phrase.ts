import type { Rule, RuleContext } from '../../layer.ts';
import { foldedNames } from '../../text/names.ts';
import { phrasesOf, type Phrase } from '../../text/phrases.ts';
import type { ReviewText } from '../../text/review-text.ts';

/** How long a phrase must be, how many telling words it needs, how often and how near it must come again. */
const kinds = [
  { length: 6, telling: 3, times: 2, within: 600 },
  { length: 4, telling: 2, times: 2, within: 120 },
  { length: 3, telling: 2, times: 3, within: 500 },
] as const;

/** The same words in a row again and again, in narration and not far apart. Names do not count as telling. */
export const repeatedPhrase: Rule = {
  id: 'style.repeated-phrase',
  languages: 'all',
  find: (text, context) => {
    const covered = new Set<number>();
    return kinds.flatMap((kind) =>
      repeatsOf(text, context, kind).flatMap(([first, ...again]) => {
        const last = again.at(-1);
        if (first === undefined || last === undefined || covered.has(first.at) || covered.has(last.at))
          return [];
        for (const phrase of [first, ...again])
          for (let at = phrase.at - kind.length; at < phrase.at + kind.length; at++) covered.add(at);
        return [
          {
            severity: again.length >= 3 ? ('warning' as const) : ('note' as const),
            place: last.place,
            values: { phrase: first.quote, times: again.length + 1 },
            evidence: [{ source: { kind: 'draft' as const }, title: '', quote: first.quote }],
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
  const phrases = phrasesOf(text, { ...kind, names }).filter(({ isNarration }) => isNarration);
  return [...Map.groupBy(phrases, ({ key }) => key).values()]
    .map((group) => apart(group, kind.length))
    .flatMap((group) => {
      const near = group.filter((phrase, at) => {
        const other = group[at + 1] ?? group[at - 1];
        return other !== undefined && Math.abs(other.at - phrase.at) <= kind.within;
      });
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
