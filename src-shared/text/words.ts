const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, made);
  return made;
}

/** How many words a text has by the language's own word bounds (Unicode UAX 29; a dictionary for Chinese, Thai ...). */
export function countWords(text: string, language: string): number {
  let count = 0;
  for (const segment of segmenterOf(language).segment(text)) if (segment.isWordLike) count++;
  return count;
}
