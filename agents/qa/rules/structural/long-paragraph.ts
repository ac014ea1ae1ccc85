import type { Rule } from '../../layer.ts';

const most = 450;

/** A paragraph of more than 450 words: a wall without a place to rest. */
export const longParagraph: Rule = {
  id: 'structural.long-paragraph',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ blockId, sentences }) => {
      const words = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
      const first = sentences[0];
      if (words <= most || first === undefined) return [];
      return [
        {
          severity: 'note' as const,
          place: { blockId, start: first.start, end: first.end },
          values: { words },
        },
      ];
    }),
};
