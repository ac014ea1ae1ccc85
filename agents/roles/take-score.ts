import { searchWords } from '../../src-shared/text/search-words.ts';

/** A passage that was written, and what it had to go on from. */
export interface Take {
  readonly text: string;
  readonly sentence: string;
  /** What was told before: turns of phrase from there are worn already. */
  readonly before: string;
  /** Words a name may be made of: those of the brief, the worldbook and the chapter so far, folded. */
  readonly known: ReadonlySet<string>;
  readonly language: string;
}

/** Below this a take is worth less than the sentence alone. */
export const leastTakeScore = 1.1;

const goodLength = 40; // words
/** Talk about a text instead of a story. English. */
export const aboutWriting =
  /\b(?:story|sentences?|paragraphs?|readers?|writers?|scenes?|chapters?|novels?|rewritten|the original|this context)\b/iu;
const speech = /["“][^"“”]*["”]?/gu;
const toReader = /\b(?:you|your|I|my|we|our)\b/gu;
const presentTense = /\b(?:is|are|has|says|does|will|can|have)\b/gu;
const nounsAreCapital = /^(?:de|lb)\b/u;

/**
 * How well a take goes on, about 0 to 3: it shares words with its sentence, does not go round in circles and has some
 * length; turns of phrase told before, names nobody knows, talk about writing, and in English the wrong tense or person take from it. Rules only:
 * a small model writes better than it judges.
 */
export function scoreTake({ text, sentence, before, known, language }: Take): number {
  const words = searchWords(text, language);
  if (words.length < 6) return 0;
  const stems = new Set(
    searchWords(sentence, language)
      .filter((word) => word.length > 3)
      .map(stemOf),
  );
  const shared = new Set(words.map(stemOf).filter((stem) => stems.has(stem))).size;
  const variety = new Set(words).size / words.length;
  const merit =
    Math.min(0.6, (1.5 * shared) / Math.max(1, stems.size)) +
    variety +
    Math.min(1, words.length / goodLength) * 0.5;
  const faults = language.startsWith('en') ? englishFaults(text) : 0;
  return (
    merit -
    2 * wornShare(words, searchWords(before, language)) -
    0.5 * strangers(text, known, language) -
    faults
  );
}

/** Enough of a word to know it again when it is inflected. */
const stemOf = (word: string) => word.slice(0, 5);

const phraseLength = 4;

/** How many of a text's four-word phrases stood before: 0..1. */
function wornShare(words: readonly string[], before: readonly string[]): number {
  const phrases = (all: readonly string[]) =>
    all.slice(phraseLength - 1).map((_, at) => all.slice(at, at + phraseLength).join(' '));
  const old = new Set(phrases(before));
  const mine = phrases(words);
  return mine.length === 0 ? 0 : mine.filter((phrase) => old.has(phrase)).length / mine.length;
}

/** Capitalised words inside a sentence that nothing has told of. */
function strangers(text: string, known: ReadonlySet<string>, language: string): number {
  if (nounsAreCapital.test(language)) return 0;
  const names = [...text.matchAll(/(?<=[\p{L},;] )\p{Lu}[\p{L}\p{M}]{2,}/gu)].map(([name]) => name);
  return new Set(names.filter((name) => searchWords(name, language).some((word) => !known.has(word)))).size;
}

function englishFaults(text: string): number {
  const told = text.replace(speech, '');
  const count = (pattern: RegExp) => told.match(pattern)?.length ?? 0;
  return 0.4 * count(toReader) + 0.3 * count(presentTense) + (aboutWriting.test(text) ? 1 : 0);
}
