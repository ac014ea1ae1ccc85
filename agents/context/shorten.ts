import { sentencesOf } from '../../src-shared/text/sentences.ts';

/** What a text is cut down to, and how. */
export interface Shortening {
  readonly text: string;
  readonly limit: number; // tokens
  readonly keep: 'start' | 'end';
  readonly language: string;
  countTokens(text: string): Promise<number>;
}

/**
 * The longest run of whole sentences from one end of a text that has at most `limit` tokens; "" when not even one
 * fits. Every length that is answered was counted, never guessed: the search halves the sentences until it is found.
 */
export async function shorten({ text, limit, keep, language, countTokens }: Shortening): Promise<string> {
  if (limit <= 0 || text === '') return '';
  if ((await countTokens(text)) <= limit) return text;
  const spans = sentencesOf(text, language);
  const take = (count: number): string => {
    if (count === 0) return '';
    const [first, last] = keep === 'start' ? [spans[0], spans[count - 1]] : [spans.at(-count), spans.at(-1)];
    return text.slice(first?.start, last?.end).trim();
  };
  let fits = 0;
  let above = spans.length; // the whole text does not fit
  while (above - fits > 1) {
    const middle = Math.floor((fits + above) / 2);
    if ((await countTokens(take(middle))) <= limit) fits = middle;
    else above = middle;
  }
  return take(fits);
}
