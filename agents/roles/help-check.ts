import type { HelpTask } from '../../src-shared/domain/passage.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { revisionFault, type RevisionFault } from './revision-check.ts';
import { aboutWriting } from './take-score.ts';

export interface HelpAnswer {
  readonly task: HelpTask;
  readonly text: string;
  readonly passage: string;
  readonly before: string;
  readonly instruction: string;
  /** Names of the whole worldbook. */
  readonly names: readonly string[];
  readonly language: string;
}

/** Why a helper's answer is not used; null for one that may be. "echo": it says the task or the text before again. */
export function helpFault(answer: HelpAnswer): RevisionFault | 'echo' {
  const { task, text, passage, before, instruction, names, language } = answer;
  if (text.trim() === '') return 'empty';
  if (instruction !== '' && flat(text).startsWith(flat(instruction))) return 'echo';
  if (task === 'rewrite') return revisionFault({ before: passage, after: text, names, language });
  if (task === 'expand') {
    if (names.some((name) => passage.includes(name) && !text.includes(name))) return 'lost-name';
    return countWords(text, language) <= countWords(passage, language) ? 'too-short' : null;
  }
  if (flat(before).endsWith(flat(text))) return 'echo';
  return language.startsWith('en') && aboutWriting.test(text) && !aboutWriting.test(before) && isShort(text)
    ? 'about-writing'
    : null;
}

const flat = (text: string) => text.toLowerCase().replace(/\s+/gu, ' ').trim();

/** A longer answer may well have a reader or a story in it. */
const isShort = (text: string) => text.length < 200;
