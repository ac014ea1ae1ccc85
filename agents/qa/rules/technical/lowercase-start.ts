import type { Rule } from '../../layer.ts';

/** A paragraph that begins with a small letter, in scripts that have capitals. One that goes on from a line of speech may. */
export const lowercaseStart: Rule = {
  id: 'technical.lowercase-start',
  languages: 'all',
  find: (text) =>
    text.paragraphs.flatMap(({ text: words, blockId, isQuotation, sentences }, at) => {
      const word = /^["“«‘]?(\p{Ll}[\p{L}\p{M}]*)/u.exec(words);
      const before = text.paragraphs[at - 1]?.text.trimEnd() ?? '.';
      const goesOn = !/[.!?…”"』」»]$/u.test(before);
      if (word === null || isQuotation || goesOn || (sentences[0]?.words.length ?? 0) < 3) return [];
      const start = word[0].length - (word[1]?.length ?? 0);
      return [
        {
          severity: 'note' as const,
          place: { blockId, start, end: word[0].length },
          values: { word: word[1] ?? '' },
        },
      ];
    }),
};
