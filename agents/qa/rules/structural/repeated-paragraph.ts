import type { Rule } from '../../layer.ts';
import type { ReviewParagraph } from '../../text/review-text.ts';

const leastWords = 12;
const likeness = 0.8;

/** A paragraph told again in nearly the same words: a text that runs in a circle. The very same one may safely go. */
export const repeatedParagraph: Rule = {
  id: 'structural.repeated-paragraph',
  languages: 'all',
  find: (text) => {
    const told: { paragraph: ReviewParagraph; pairs: ReadonlySet<string> }[] = [];
    return text.paragraphs.flatMap((paragraph) => {
      const pairs = pairsOf(paragraph);
      if (pairs.size < leastWords) return [];
      const twin = told.find((earlier) => jaccard(earlier.pairs, pairs) >= likeness);
      told.push({ paragraph, pairs });
      if (twin === undefined) return [];
      const isSame = twin.paragraph.text === paragraph.text;
      return [
        {
          severity: 'error' as const,
          place: { blockId: paragraph.blockId, start: 0, end: paragraph.text.length },
          evidence: [
            { source: { kind: 'draft' as const }, title: '', quote: twin.paragraph.text.slice(0, 200) },
          ],
          ...(isSame ? { fix: { change: { kind: 'delete' as const }, isSafe: true } } : {}),
        },
      ];
    });
  },
};

/** Neighbouring words in pairs: order counts, a swapped word costs two. */
function pairsOf({ sentences }: ReviewParagraph): ReadonlySet<string> {
  const words = sentences.flatMap((sentence) => sentence.words.map(({ folded }) => folded));
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = a.intersection(b).size;
  return common / (a.size + b.size - common);
}
