import type { Rule } from '../../layer.ts';

const pairs: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
];

/**
 * Speech that opens and never closes, or closes without opening, in one paragraph. Speech that runs over paragraphs
 * opens each of them and closes only the last: that is no fault.
 */
export const unbalancedQuotes: Rule = {
  id: 'technical.unbalanced-quotes',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId }, at) => {
      const next = text.paragraphs[at + 1]?.text.trimStart() ?? '';
      const lone = loneQuote(words, next);
      if (lone === null) return [];
      return [
        {
          severity: 'warning' as const,
          place: { blockId, start: lone, end: lone + 1 },
          values: { mark: words[lone] ?? '' },
        },
      ];
    }),
};

function loneQuote(text: string, next: string): number | null {
  const straight = [...text.matchAll(/(?<!\d)"/gu)].map(({ index }) => index);
  if (straight.length % 2 === 1 && !next.startsWith('"')) return straight.at(-1) ?? null;
  for (const [open, close] of pairs) {
    if (open === '“' && text.includes('„')) continue; // „so“
    if (open === '«' && text.indexOf('»') < text.indexOf('«')) continue; // »so«, as German books have it
    let opened: number | null = null;
    for (let at = 0; at < text.length; at++) {
      if (text[at] === open) {
        if (opened !== null && open !== '「') return opened;
        opened = at;
      } else if (text[at] === close) {
        if (opened === null) return at;
        opened = null;
      }
    }
    if (opened !== null && !next.startsWith(open)) return opened;
  }
  return null;
}
