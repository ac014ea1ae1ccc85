import { knownLanguage } from './fold.ts';

/** A sentence's place in its text (UTF-16), with the white space after it. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
  readonly endsParagraph: boolean;
}

const paragraphGap = /\n[^\S\n]*\n\s*/gu;
/** A line's end inside a paragraph, unless a list, a heading or a quotation begins after it. */
const softBreak = /\r?\n(?!\s*(?:[-*+>|#]|\d+[.)])\s)/gu;

/**
 * Sentences by the language's rules. The spans follow each other without a gap and cover the whole text; a single line
 * break inside a paragraph ends no sentence, an empty line always does.
 */
export function sentencesOf(text: string, language: string): SentenceSpan[] {
  const segmenter = new Intl.Segmenter(knownLanguage(language), { granularity: 'sentence' });
  const spans: SentenceSpan[] = [];
  for (const paragraph of paragraphSpans(text)) {
    const flowing = text
      .slice(paragraph.start, paragraph.end)
      .replace(softBreak, (line) => ' '.repeat(line.length));
    for (const { segment, index } of segmenter.segment(flowing)) {
      const start = paragraph.start + index;
      const end = start + segment.length;
      spans.push({ start, end, endsParagraph: end === paragraph.end });
    }
  }
  return spans;
}

/** Paragraphs with the empty lines after them: without a gap, over the whole text. */
export function paragraphSpans(text: string): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (const gap of text.matchAll(paragraphGap)) {
    const end = gap.index + gap[0].length;
    spans.push({ start, end });
    start = end;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}
