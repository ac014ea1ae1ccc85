const marks = /\p{M}/gu;
const plain = (text: string): string => text.normalize('NFD').replace(marks, '').toLowerCase();

/**
 * How well words fit what is typed: the letters in order, better together and at the starts of words; every typed
 * word has to fit. Null where they do not. Higher is better.
 */
export function fuzzyScore(words: string, typed: string): number | null {
  const parts = plain(typed).split(/\s+/).filter(Boolean);
  const text = plain(words);
  let score = 0;
  for (const part of parts) {
    const fit = fitOf(text, part);
    if (fit === null) return null;
    score += fit;
  }
  return score - text.length / 100;
}

function fitOf(text: string, part: string): number | null {
  const at = text.indexOf(part);
  if (at >= 0) return part.length * 3 + (isWordStart(text, at) ? 10 : 0) + (at === 0 ? 5 : 0);
  let score = 0;
  let from = 0;
  for (const letter of part) {
    const found = text.indexOf(letter, from);
    if (found < 0) return null;
    score += isWordStart(text, found) ? 3 : found === from && from > 0 ? 1 : -1;
    from = found + 1;
  }
  return score > 0 ? score : null;
}

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
