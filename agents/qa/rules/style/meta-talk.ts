import type { Rule, RuleFinding } from '../../layer.ts';
import { wordListsOf } from '../../text/word-lists.ts';

/** A line that speaks about the text, or by a machine about itself. A paragraph that is nothing else may safely go. */
export const metaTalk: Rule = {
  id: 'style.meta-talk',
  languages: ['en', 'id'],
  find: (text) => {
    const patterns = wordListsOf(text.language).metaTalk.map((source) => new RegExp(source, 'iu'));
    const isMeta = (line: string): boolean => patterns.some((pattern) => pattern.test(stripped(line)));
    return text.paragraphs.flatMap(
      ({ text: words, blockId, isQuotation, sentences, dialogue }): RuleFinding[] => {
        const isSpeech = (at: number): boolean => dialogue.some(({ start, end }) => at >= start && at < end);
        if (isQuotation) return [];
        if (sentences.length <= 2 && isMeta(words) && !isSpeech(0))
          return [
            {
              severity: 'error' as const,
              place: { blockId, start: 0, end: words.length },
              values: { line: words.slice(0, 80) },
              fix: { change: { kind: 'delete' as const }, isSafe: true },
            },
          ];
        return sentences
          .filter(({ start, text: sentence }) => !isSpeech(start) && isMeta(sentence))
          .map(({ start, end, text: sentence }) => ({
            severity: 'error' as const,
            place: { blockId, start, end },
            values: { line: sentence.slice(0, 80) },
            fix: { change: { kind: 'delete' as const }, isSafe: false },
          }));
      },
    );
  },
};

/** Without marks of emphasis or headings around it. */
function stripped(line: string): string {
  return line.replace(/^[\s#*_>"“-]+|[\s*_"”]+$/gu, '');
}
