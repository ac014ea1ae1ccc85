import type { Rule } from '../../layer.ts';

/** A [VERIFY] mark that the writing left for a person to answer. */
export const verifyMark: Rule = {
  id: 'structural.verify-mark',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId }) =>
      [...words.matchAll(/\[VERIFY\b[^\]]*\]/gu)].map(({ 0: mark, index }) => ({
        severity: 'warning' as const,
        place: { blockId, start: index, end: index + mark.length },
        values: { mark },
      })),
    ),
};
