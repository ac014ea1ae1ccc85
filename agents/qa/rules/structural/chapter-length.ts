import type { Rule } from '../../layer.ts';

/** Far shorter (under 60 %) or longer (over 160 %) than the brief asks; under 35 % is no chapter of that length at all. */
export const chapterLength: Rule = {
  id: 'structural.chapter-length',
  languages: 'all',
  find: (text, { brief }) => {
    if (brief === null) return [];
    const words = text.words.length;
    const share = words / brief.words;
    if (share >= 0.6 && share <= 1.6) return [];
    return [
      { severity: share < 0.35 ? 'error' : 'warning', place: null, values: { words, asked: brief.words } },
    ];
  },
};
