import type { Rule } from '../../layer.ts';

const ended = /[.!?…~—–\u3002\uff01\uff1f\uff0e\u0964\u0965\u061f\u06d4-]["'”’»›」』)\]*_\uff09]*\s*$/u;

/** A text whose last sentence was broken off. */
export const missingEnding: Rule = {
  id: 'structural.missing-ending',
  languages: 'all',
  find: (text) => {
    const last = text.paragraphs.findLast(({ text: words }) => words.trim() !== '');
    const sentence = last?.sentences.at(-1);
    if (last === undefined || sentence === undefined || last.isQuotation || ended.test(last.text)) return [];
    const { blockId, start, end } = sentence;
    return [{ severity: 'error', place: { blockId, start, end } }];
  },
};
