import { diffArrays } from 'diff';
import type { Inline } from '../../src-shared/domain/prose.ts';

/** A part of the old words that goes, from and to as offsets into them, and what comes in its place. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const words = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** What changes between two wordings, word by word; what lies between two changes is a word at least. */
export function hunksBetween(before: string, after: string): readonly Hunk[] {
  const hunks: { start: number; end: number; inserted: string }[] = [];
  let at = 0;
  let isOpen = false;
  for (const { value, added, removed } of diffArrays(words(before), words(after))) {
    const text = value.join('');
    if (!added && !removed) {
      // A space alone between two changed words belongs to the change: it would only tear it apart.
      const last = hunks.at(-1);
      if (last && isOpen && text.trim() === '' && text.length < 3 && at + text.length < before.length)
        Object.assign(last, { end: at + text.length, inserted: last.inserted + text });
      else isOpen = false;
      at += text.length;
      continue;
    }
    const last = isOpen ? hunks.at(-1) : undefined;
    const hunk = last ?? { start: at, end: at, inserted: '' };
    if (!last) hunks.push(hunk);
    isOpen = true;
    if (removed) {
      at += text.length;
      hunk.end = at;
    } else hunk.inserted += text;
  }
  return hunks;
}

/** Inline content as plain text, "\n" for a hard break. */
export function plainText(content: readonly Inline[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '\n')).join('');
}

const mostInLine = 90;

/** True for a change too large to be read within its line: it is shown as a block below. */
export function isLarge(hunks: readonly Hunk[]): boolean {
  const letters = hunks.reduce((sum, { start, end, inserted }) => sum + (end - start) + inserted.length, 0);
  return letters > mostInLine || hunks.length > 3 || hunks.some(({ inserted }) => inserted.includes('\n'));
}
