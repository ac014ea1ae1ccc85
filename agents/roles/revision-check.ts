import { countWords } from '../../src-shared/text/words.ts';
import { aboutWriting } from './take-score.ts';

/** Why a revision is not taken; null for one that may be. */
export type RevisionFault =
  'empty' | 'unchanged' | 'too-long' | 'too-short' | 'lost-name' | 'about-writing' | null;

/**
 * Judges a paragraph's revision: it changes something, is neither twice nor half as long, keeps every
 * name and does not talk about itself.
 */
export function revisionFault({
  before,
  after,
  names,
  language,
}: {
  readonly before: string;
  readonly after: string;
  readonly names: readonly string[];
  readonly language: string;
}): RevisionFault {
  if (after.trim() === '') return 'empty';
  if (flat(before) === flat(after)) return 'unchanged';
  const [old, now] = [countWords(before, language), countWords(after, language)];
  if (now > old * 2) return 'too-long';
  if (now < old / 2) return 'too-short';
  if (names.some((name) => before.includes(name) && !after.includes(name))) return 'lost-name';
  return language.startsWith('en') && aboutWriting.test(after) && !aboutWriting.test(before)
    ? 'about-writing'
    : null;
}

const flat = (text: string) => text.replace(/\s+/gu, ' ').trim();
