import type { Rule, RuleFinding } from '../../layer.ts';
import type { ReviewText } from '../../text/review-text.ts';

/** A kind of mark that is set in two ways; the apostrophe stands between or behind letters. */
const kinds = [
  { name: 'apostrophe', straight: /(?<=\p{L})'(?=\p{L})/gu, curly: /(?<=\p{L})’(?=\p{L})/gu, isWord: true },
  { name: 'quotation', straight: /"/gu, curly: /[“”]/gu, isWord: false },
] as const;
const most = 20;

/** Straight marks among curly ones, or the other way round. An apostrophe is safely set like the most of them. */
export const quoteStyle: Rule = {
  id: 'technical.quote-style',
  languages: 'all',
  find: (text) => kinds.flatMap((kind) => minorityOf(text, kind)).slice(0, most),
};

function minorityOf(
  text: ReviewText,
  { name, straight, curly, isWord }: (typeof kinds)[number],
): readonly RuleFinding[] {
  const straightOnes = placesOf(text, straight);
  const curlyOnes = placesOf(text, curly);
  if (straightOnes.length === 0 || curlyOnes.length === 0) return [];
  const isCurlyUsual = curlyOnes.length >= straightOnes.length;
  const usual = isCurlyUsual ? '’' : "'";
  return (isCurlyUsual ? straightOnes : curlyOnes).map((place) => ({
    severity: 'note' as const,
    place,
    values: { kind: name },
    ...(isWord
      ? {
          fix: {
            change: { kind: 'replace' as const, content: [{ type: 'text' as const, text: usual }] },
            isSafe: true,
          },
        }
      : {}),
  }));
}

function placesOf(text: ReviewText, mark: RegExp): NonNullable<RuleFinding['place']>[] {
  return text.paragraphs.flatMap(({ text: words, blockId }) =>
    [...words.matchAll(mark)].map(({ 0: found, index }) => ({
      blockId,
      start: index,
      end: index + found.length,
    })),
  );
}
