import { sentencesOf } from '../../src-shared/text/sentences.ts';

/** What a model wrote, and what it must not simply have copied. */
export interface RawProse {
  readonly text: string;
  /** The words of the task, of which whole sentences may come back as an echo. */
  readonly task: string;
  /** The chapter so far: a sentence that stood there is not told again. */
  readonly before: string;
  readonly language: string;
  /** The answer ended because it had no more room: its last sentence may be half a one. */
  readonly isCutOff: boolean;
}

/** Sentences of fewer words may come back: talk does. */
const shortest = 5;

const fence = /^```.*$/gmu;
const headingLine =
  /^\s*(?:#{1,6}\s+\S.*|\*\*[^*]{1,80}\*\*:?|(?:chapter|scene|part|beat)\s+[\divxlc]+\b[^.!?]{0,80})\s*$/iu;
const metaLine =
  /^\s*(?:sure|certainly|of course|here(?:'s| is| are)\b.*:|note\s*:|what happens\s*:|the story(?: so far)?\s*:|title\s*:|the end\b|end of\b|word count|i hope\b|as an ai\b|in this (?:part|scene|chapter|passage),? )/iu;

/**
 * The story in what a model wrote: without headings, remarks about the writing, echoes of the task and sentences
 * told before; ended at a sentence's end. [VERIFY: ...] marks stay. May be empty.
 */
export function cleanProse(raw: RawProse): string {
  const paragraphs = raw.text
    .replace(fence, '')
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !headingLine.test(line) && !metaLine.test(line))
    .map(unwrap);
  const whole = raw.isCutOff ? dropHalfSentence(paragraphs, raw.language) : paragraphs;
  return dropRepeats(whole, raw).join('\n\n');
}

/** A list's mark or a label of the prompt at a line's start goes, its words stay. */
const unwrap = (line: string) =>
  line
    .replace(/^(?:[-*•]\s+|\d+[.)]\s+|(?:the paragraph|the sentence|before|now|answer|task)\s*:\s*)/iu, '')
    .replaceAll('**', '');

const sentenceEnd = /[.!?…。！？]["'”’»)\]]*$/u;

function dropHalfSentence(paragraphs: readonly string[], language: string): string[] {
  const last = paragraphs.at(-1);
  if (last === undefined || sentenceEnd.test(last)) return [...paragraphs];
  const spans = sentencesOf(last, language);
  const kept = last.slice(0, spans.at(-1)?.start ?? 0).trim();
  return kept === ''
    ? dropHalfSentence(paragraphs.slice(0, -1), language)
    : [...paragraphs.slice(0, -1), kept];
}

/** Leaves out every longer sentence that stood in the task, in the chapter so far, or a second time in this text. */
function dropRepeats(paragraphs: readonly string[], { task, before, language }: RawProse): string[] {
  const seen = new Set([...sentences(task, language), ...sentences(before, language)].map(fold));
  const isNew = (sentence: string) => {
    const folded = fold(sentence);
    if (wordSizeOf(folded) < shortest) return true;
    const isFirst = !seen.has(folded);
    seen.add(folded);
    return isFirst;
  };
  return paragraphs
    .map((paragraph) => sentences(paragraph, language).filter(isNew).join('').trim())
    .filter((paragraph) => paragraph !== '');
}

/** Words, or letters of a script that is written without spaces, two to a word. */
const wordSizeOf = (folded: string) =>
  folded
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2}/gu, ' x ')
    .split(/\s+/u)
    .filter(Boolean).length;

/** Two sentences in a row, with a space between them in scripts that have one. */
export function follow(first: string, second: string): string {
  if (first === '' || second === '') return first + second;
  return /[。！？」』…]$/u.test(first) ? first + second : `${first} ${second}`;
}

const sentences = (text: string, language: string) =>
  sentencesOf(text, language)
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => sentence.trim() !== '');

const fold = (sentence: string) =>
  sentence
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
