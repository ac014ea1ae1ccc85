import type { Rule } from '../../layer.ts';

/** A space before a comma or a full stop. French, which sets one before some marks, is not judged. */
export const spaceBeforeMark: Rule = {
  id: 'technical.space-before-mark',
  languages: ['en', 'id', 'de', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'da', 'nb'],
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId }) =>
      [...words.matchAll(/(?<=[\p{L}\p{N}])[ \u00a0]+(?=[,;!?](?:\s|$)|\.(?:\s|$))/gu)].map(
        ({ 0: gap, index }) => ({
          severity: 'note' as const,
          place: { blockId, start: index, end: index + gap.length + 1 },
          fix: {
            change: { kind: 'delete' as const },
            isSafe: true,
            place: { blockId, start: index, end: index + gap.length },
          },
        }),
      ),
    ),
};
