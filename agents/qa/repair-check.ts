import { editDistance } from './text/edit-distance.ts';

/** The most of a sentence's letters that a repair may change; small models that change more write another sentence. */
const mostChanged = 0.15;

/**
 * A model's wording of a repair, trimmed to its sentence, or null where it is none: the same as before, more than
 * 15 % of the letters changed (edit distance over the longer one), a name or a number lost, other people in it, a quotation
 * mark more or less, or an ending that is gone. `names` are folded.
 */
export function acceptableRepair(
  original: string,
  answer: string,
  names: ReadonlySet<string>,
): string | null {
  const worded = cleaned(answer, original);
  if (worded === '' || worded === original) return null;
  const longer = Math.max(letters(original).length, letters(worded).length);
  const allowed = Math.max(1, Math.floor(longer * mostChanged));
  if (editDistance(letters(original), letters(worded), allowed) > allowed) return null;
  if (namesIn(original, names).some((name) => !namesIn(worded, names).includes(name))) return null;
  if (marks(original) !== marks(worded) || people(original) !== people(worded)) return null;
  return endsLike(original, worded) ? worded : null;
}

/** The first line without a label, and without quotation marks that the sentence did not have. */
function cleaned(answer: string, original: string): string {
  const line = (answer.trim().split('\n')[0] ?? '')
    .replace(/^(?:corrected|correct|answer|right|sentence)\s*:\s*/iu, '')
    .trim();
  const isWrapped = /^["“].*["”]$/u.test(line) && !/^["“]/u.test(original);
  return isWrapped ? line.slice(1, -1) : line;
}

const letters = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();

/** Worldbook names, other capitalised words inside the sentence, and numbers, folded. */
function namesIn(text: string, names: ReadonlySet<string>): string[] {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
  return words
    .filter(({ 0: word, index }) => {
      const isInside = /[\p{L}\p{N},;]\s*$/u.test(text.slice(0, index));
      return (
        names.has(word.toLowerCase()) || /^\p{N}/u.test(word) || (isInside && /^\p{Lu}\p{Ll}/u.test(word))
      );
    })
    .map(({ 0: word }) => word.toLowerCase());
}

const marks = (text: string): number => text.match(/["“”«»「」]/gu)?.length ?? 0;

/** The order of he, she, I and they: a sentence in which they change places tells of something else. */
function people(text: string): string {
  const words =
    text.toLowerCase().match(/\b(?:i|me|my|we|us|our|he|him|his|she|hers?|they|them|their|you|your)\b/gu) ??
    [];
  return words.map((word) => persons[word] ?? word).join(' ');
}

const persons: Readonly<Record<string, string>> = {
  me: 'i',
  my: 'i',
  us: 'we',
  our: 'we',
  him: 'he',
  his: 'he',
  her: 'she',
  hers: 'she',
  them: 'they',
  your: 'you',
};

function endsLike(original: string, worded: string): boolean {
  const end = /[.!?…"”’»」]$/u;
  return !end.test(original) || end.test(worded);
}
