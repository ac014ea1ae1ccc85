import type { Rule } from '../../layer.ts';

const ended =
  /[.!?…:;,~—–*\u3002\uff01\uff1f\uff0e\uff0c\u0964\u0965\u061f\u06d4-]["'”’»›」』)\]*_\uff09]*\s*$/u;

/** A paragraph of prose that ends without a full stop. The last one is the structure's matter: it may have been cut off. */
export const endPunctuation: Rule = {
  id: 'technical.end-punctuation',
  languages: 'all',
  find: (text) =>
    text.paragraphs.slice(0, -1).flatMap(({ text: words, blockId, isQuotation, sentences }) => {
      const last = sentences.at(-1);
      const isProse = !isQuotation && !words.includes('\n') && /\p{Ll}|\p{Lo}/u.test(words);
      if (
        !isProse ||
        last === undefined ||
        last.words.length < 4 ||
        sentences.length === 0 ||
        ended.test(words)
      )
        return [];
      return [{ severity: 'note' as const, place: { blockId, start: last.start, end: last.end } }];
    }),
};
