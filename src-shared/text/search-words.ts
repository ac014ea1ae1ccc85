import { foldText, knownLanguage } from './fold.ts';

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The words of a text as full text stores and asks for them: cut by the language's rules (Chinese, Japanese and Thai
 * have no spaces), folded, and cut again at everything that is no letter, mark or digit ("anak-anak" is two words,
 * "Mara's" is "mara" and "s").
 */
export function searchWords(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter(language).segment(foldText(text, language)))
    if (isWordLike === true) words.push(...(segment.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []));
  return words;
}

/** The language's word segmenter, made once. */
export function wordSegmenter(language: string): Intl.Segmenter {
  const known = knownLanguage(language);
  let segmenter = segmenters.get(known);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(known, { granularity: 'word' });
    segmenters.set(known, segmenter);
  }
  return segmenter;
}
