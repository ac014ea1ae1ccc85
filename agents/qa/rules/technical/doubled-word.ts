import { lowerCase } from '../../../../src-shared/text/fold.ts';
import { primaryTag, type Rule } from '../../layer.ts';

/** Words that English doubles on purpose. */
const allowed = new Set([
  'had',
  'that',
  'her',
  'no',
  'yes',
  'very',
  'so',
  'ha',
  'oh',
  'bye',
  'well',
  'now',
  'never',
  'is',
  'do',
  'you',
  'there',
  'come',
  'hear',
  'tut',
  'knock',
  'go',
  'please',
  'stop',
  'long',
  'far',
  'many',
  'on',
  'over',
  'again',
  'who',
  'what',
  'why',
  'la',
  'down',
  'round',
  'up',
  'out',
  'by',
  'more',
]);
/** Words that are never doubled on purpose: taking one out is sure. */
const sure = new Set([
  'the',
  'a',
  'an',
  'of',
  'and',
  'to',
  'in',
  'with',
  'for',
  'from',
  'at',
  'was',
  'were',
  'his',
  'their',
  'my',
  'your',
  'our',
  'but',
  'as',
  'if',
  'than',
  'he',
  'she',
  'it',
  'they',
  'we',
  'i',
  'be',
  'been',
  'has',
  'have',
]);
const pair = /(?<![\p{L}\p{M}'’-])([\p{L}\p{M}'’]+)(\s+)(\1)(?![\p{L}\p{M}'’-])/giu;

/** The same word twice in a row with a space between. Only little words are surely a slip. */
export const doubledWord: Rule = {
  id: 'technical.doubled-word',
  languages: ['en', 'id'],
  find: (text, { language }) =>
    text.paragraphs.flatMap(({ text: words, blockId }) =>
      [...words.matchAll(pair)].flatMap((match) => {
        const [, first = '', gap = ''] = match;
        const word = lowerCase(first, language);
        const isSlip = match[3] === word || first === match[3];
        if (!isSlip || (primaryTag(language) === 'en' && allowed.has(word))) return [];
        const start = match.index;
        const end = start + match[0].length;
        const isSafe = primaryTag(language) === 'en' && sure.has(word);
        return [
          {
            severity: 'warning' as const,
            place: { blockId, start, end },
            values: { word: first },
            fix: {
              change: { kind: 'delete' as const },
              isSafe,
              place: {
                blockId,
                start: start + first.length,
                end: start + first.length + gap.length + first.length,
              },
            },
          },
        ];
      }),
    ),
};
