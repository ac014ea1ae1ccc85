import { searchWords } from '../../src-shared/text/search-words.ts';

/** How much of a text's words (its longer ones, each once) another text has too: 0..1, 1 for a text without any. */
export function coverage(text: string, other: string, language: string): number {
  const wanted = contentWords(text, language);
  if (wanted.size === 0) return 1;
  const there = contentWords(other, language);
  return [...wanted].filter((word) => there.has(word)).length / wanted.size;
}

/** Words that carry meaning: of four letters and more, or in a script without letters' case. */
function contentWords(text: string, language: string): ReadonlySet<string> {
  return new Set(
    searchWords(text, language).filter((word) => word.length > 3 || /[^\p{Ll}\p{N}]/u.test(word)),
  );
}
