import { sentencesOf } from '../../src-shared/text/sentences.ts';
import { wordSegmenter } from '../../src-shared/text/search-words.ts';
import type { CountTokens } from './token-counter.ts';

/** A stretch of a text: UTF-16 offsets and its tokens. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

export interface WindowRules {
  readonly language: string;
  readonly countTokens: CountTokens;
  readonly limit: number; // tokens a window may have
  readonly overlap: number; // tokens of whole sentences that a window may repeat from the one before
}

interface Unit extends Window {
  readonly endsParagraph: boolean;
}

/** How full a window must be before the end of a paragraph is a better place to cut than the next sentence. */
const paragraphFrom = 0.75;

/**
 * Cuts a text into windows at sentence ends, at a paragraph's end where one is near. Every character is in some
 * window and no window has more tokens than the limit; a sentence that is longer is cut between words, a longer word
 * between characters.
 */
export function cutWindows(text: string, rules: WindowRules): Window[] {
  const units = unitsOf(text, rules);
  const windows: Window[] = [];
  let from = 0;
  let reached = 0; // the first unit no window has yet
  while (reached < units.length) {
    const window = fill(text, units, { from, reached, rules });
    if (window === null) {
      from++; // what is repeated leaves no room for anything new
      continue;
    }
    windows.push(window.span);
    reached = window.next;
    from = repeatFrom(units, window.next, { after: from, overlap: rules.overlap });
  }
  return windows;
}

interface Place {
  readonly from: number;
  readonly reached: number;
  readonly rules: WindowRules;
}

/** The fullest window that begins at `from`, or null when it would hold nothing beyond `reached`. */
function fill(text: string, units: readonly Unit[], place: Place): { span: Window; next: number } | null {
  const { from, reached, rules } = place;
  let next = from;
  for (let sum = 0; next < units.length; next++) {
    sum += units[next]?.tokens ?? 0;
    if (sum > rules.limit && next > from) break;
  }
  next = next < units.length ? atParagraph(units, { from, reached, next, limit: rules.limit }) : next;
  for (; next > reached; next--) {
    const start = units[from]?.start ?? 0;
    const end = units[next - 1]?.end ?? text.length;
    const tokens = rules.countTokens(text.slice(start, end));
    if (tokens <= rules.limit) return { span: { start, end, tokens }, next };
  }
  return null;
}

/** Moves the end back to the last paragraph's end, if enough is left. */
function atParagraph(
  units: readonly Unit[],
  { from, reached, next, limit }: { from: number; reached: number; next: number; limit: number },
): number {
  let sum = 0;
  let best = next;
  for (let at = from; at < next; at++) {
    sum += units[at]?.tokens ?? 0;
    if (at >= reached && sum >= limit * paragraphFrom && units[at]?.endsParagraph === true) best = at + 1;
  }
  return best;
}

/** The unit the next window begins with, so that it repeats at most `overlap` tokens. */
function repeatFrom(
  units: readonly Unit[],
  next: number,
  { after, overlap }: { after: number; overlap: number },
): number {
  let from = next;
  for (let sum = 0; from - 1 > after; from--) {
    sum += units[from - 1]?.tokens ?? 0;
    if (sum > overlap) break;
  }
  return from;
}

/**
 * Sentences with what each adds to a window: its words with the white space before them, because most tokenizers put
 * a space to the word after it. One that is over the limit by itself comes in parts.
 */
function unitsOf(text: string, rules: WindowRules): Unit[] {
  let counted = 0;
  return sentencesOf(text, rules.language).flatMap(({ start, end, endsParagraph }): Unit[] => {
    const sentence = text.slice(start, end);
    const wordsEnd = start + sentence.trimEnd().length;
    const tokens = rules.countTokens(text.slice(counted, Math.max(counted, wordsEnd)));
    counted = Math.max(counted, wordsEnd);
    const isSmall = tokens <= rules.limit / 2 && end - wordsEnd <= rules.limit / 4;
    if (isSmall || rules.countTokens(sentence) <= rules.limit) return [{ start, end, tokens, endsParagraph }];
    const parts = splitLong(sentence, rules);
    return parts.map((part, at) => ({
      start: start + part.start,
      end: start + part.end,
      tokens: part.tokens,
      endsParagraph: endsParagraph && at === parts.length - 1,
    }));
  });
}

function splitLong(sentence: string, rules: WindowRules): Window[] {
  const pieces = [...wordSegmenter(rules.language).segment(sentence)].flatMap(({ segment, index }) =>
    splitWord(segment, rules).map((part) => ({ ...part, start: part.start + index, end: part.end + index })),
  );
  const parts: Window[] = [];
  for (let first = 0; first < pieces.length;) {
    const start = pieces[first]?.start ?? 0;
    let next = first + 1;
    for (let sum = pieces[first]?.tokens ?? 0; next < pieces.length; next++) {
      sum += pieces[next]?.tokens ?? 0;
      if (sum > rules.limit) break;
    }
    let end = pieces[next - 1]?.end ?? sentence.length;
    let tokens = rules.countTokens(sentence.slice(start, end));
    while (tokens > rules.limit && next - 1 > first) {
      next--;
      end = pieces[next - 1]?.end ?? end;
      tokens = rules.countTokens(sentence.slice(start, end));
    }
    parts.push({ start, end, tokens });
    first = next;
  }
  return parts;
}

function splitWord(word: string, rules: WindowRules): Window[] {
  const tokens = rules.countTokens(word);
  if (tokens <= rules.limit || word.length < 2) return [{ start: 0, end: word.length, tokens }];
  let middle = word.length >> 1;
  if (/[\udc00-\udfff]/.test(word.charAt(middle))) middle++;
  if (middle >= word.length) return [{ start: 0, end: word.length, tokens }];
  return [
    ...splitWord(word.slice(0, middle), rules),
    ...splitWord(word.slice(middle), rules).map((part) => ({
      ...part,
      start: part.start + middle,
      end: part.end + middle,
    })),
  ];
}
