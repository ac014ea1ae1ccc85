import type { Rule } from '../../layer.ts';

/** More than one space between words, or spaces at a paragraph's ends. */
export const doubleSpace: Rule = {
  id: 'technical.double-space',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId }) =>
      [...words.matchAll(/(?<=\S)[ \u00a0]{2,}(?=\S)|^ +(?=\S)|(?<=\S) +$/gu)].map(({ 0: gap, index }) => {
        const isInside = index > 0 && index + gap.length < words.length;
        const start = isInside ? index + 1 : index;
        return {
          severity: 'note' as const,
          place: { blockId, start: index, end: index + gap.length },
          fix: {
            change: { kind: 'delete' as const },
            isSafe: true,
            place: { blockId, start, end: index + gap.length },
          },
        };
      }),
    ),
};
