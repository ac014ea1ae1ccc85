import type { Place } from '../../../src-shared/domain/anchor.ts';
import { commonWords } from './word-lists.ts';
import { placeOf, type ReviewText, type Sentence } from './review-text.ts';

/** Some words in a row inside a sentence. */
export interface Phrase {
  readonly key: string; // folded words
  readonly at: number; // of its first word in the text
  readonly place: Place;
  readonly quote: string;
  readonly isNarration: boolean;
}

/**
 * Every run of `length` words in a sentence that has at least `telling` different words which are neither common nor
 * names. In a language without a list of common words, those of four letters and fewer count as common.
 */
export function phrasesOf(
  text: ReviewText,
  wanted: { readonly length: number; readonly telling: number; readonly names: ReadonlySet<string> },
): readonly Phrase[] {
  const common = commonWords(text.language);
  const isTelling = (word: string): boolean =>
    !wanted.names.has(word) && (common.size > 0 ? !common.has(word) : isLong(word)) && /\p{L}/u.test(word);
  return text.sentences.flatMap((sentence) => phrasesIn(sentence, text, { ...wanted, isTelling }));
}

function phrasesIn(
  sentence: Sentence,
  text: ReviewText,
  { length, telling, isTelling }: { length: number; telling: number; isTelling: (word: string) => boolean },
): Phrase[] {
  const { words } = sentence;
  const paragraph = text.paragraphs[sentence.paragraph];
  return words.slice(0, Math.max(0, words.length - length + 1)).flatMap((first, start) => {
    const run = words.slice(start, start + length);
    const last = run.at(-1);
    if (last === undefined || new Set(run.map(({ folded }) => folded).filter(isTelling)).size < telling)
      return [];
    const place = placeOf(first, last);
    return [
      {
        key: run.map(({ folded }) => folded).join(' '),
        at: first.at,
        place,
        quote: paragraph?.text.slice(place.start, place.end) ?? '',
        isNarration:
          paragraph?.isQuotation !== true &&
          run.every(({ isDialogue, isItalic }) => !isDialogue && !isItalic),
      },
    ];
  });
}

/** Letters of scripts without an alphabet say more each. */
function isLong(word: string): boolean {
  return (
    word.length > 4 ||
    (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) && word.length > 1)
  );
}
