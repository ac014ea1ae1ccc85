import type { Place } from '../../../src-shared/domain/anchor.ts';
import { commonWords } from './word-lists.ts';
import { placeOf, type ReviewText, type Sentence, type Word } from './review-text.ts';

/** Some words in a row inside a sentence. */
export interface Phrase {
  readonly key: string; // folded words
  readonly at: number; // of its first word in the text
  readonly place: Place;
  readonly quote: string;
  readonly isNarration: boolean;
}

export interface PhraseKind {
  readonly length: number; // in words
  readonly telling: number; // different words that are neither common nor names
  readonly hasTellingEnds?: boolean; // its first and last words are telling ones
}

/**
 * Every run of `length` words in a sentence that has enough telling words. In a language without a list of common
 * words, those of four letters and fewer count as common.
 */
export function phrasesOf(text: ReviewText, kind: PhraseKind, names: ReadonlySet<string>): readonly Phrase[] {
  const common = commonWords(text.language);
  const isTelling = (word: Word | undefined): boolean =>
    word !== undefined &&
    !names.has(word.folded) &&
    (common.size > 0 ? !common.has(word.folded) : isLong(word.folded)) &&
    /\p{L}/u.test(word.folded);
  return text.sentences.flatMap((sentence) => phrasesIn(sentence, text, { kind, isTelling }));
}

function phrasesIn(
  { words }: Sentence,
  text: ReviewText,
  { kind, isTelling }: { kind: PhraseKind; isTelling: (word: Word | undefined) => boolean },
): Phrase[] {
  const { length, telling, hasTellingEnds = false } = kind;
  return words.slice(0, Math.max(0, words.length - length + 1)).flatMap((first, start) => {
    const run = words.slice(start, start + length);
    if (new Set(run.filter(isTelling).map(({ folded }) => folded)).size < telling) return [];
    if (hasTellingEnds && !(isTelling(first) && isTelling(run.at(-1)))) return [];
    return [phraseOf(run, text)];
  });
}

/** What two places share around a phrase of `length` words that both hold, to the ends of their sentences. */
export function sharedAround(
  text: ReviewText,
  [one, other]: readonly [Phrase, Phrase],
  length: number,
): [Phrase, Phrase] {
  const isSame = (offset: number): boolean => {
    const [a, b] = [text.words[one.at + offset], text.words[other.at + offset]];
    const isInside =
      a?.sentence === text.words[one.at]?.sentence && b?.sentence === text.words[other.at]?.sentence;
    return a !== undefined && b !== undefined && isInside && a.folded === b.folded;
  };
  let [from, to] = [0, length - 1];
  while (isSame(from - 1)) from--;
  while (isSame(to + 1)) to++;
  const cut = ({ at }: Phrase): Phrase => phraseOf(text.words.slice(at + from, at + to + 1), text);
  return [cut(one), cut(other)];
}

function phraseOf(run: readonly Word[], text: ReviewText): Phrase {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a phrase of no words');
  const paragraph = text.paragraphs[first.paragraph];
  const place = placeOf(first, last);
  return {
    key: run.map(({ folded }) => folded).join(' '),
    at: first.at,
    place,
    quote: paragraph?.text.slice(place.start, place.end) ?? '',
    isNarration:
      paragraph?.isQuotation !== true && run.every(({ isDialogue, isItalic }) => !isDialogue && !isItalic),
  };
}

/** Letters of scripts without an alphabet say more each. */
function isLong(word: string): boolean {
  return (
    word.length > 4 ||
    (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) && word.length > 1)
  );
}
