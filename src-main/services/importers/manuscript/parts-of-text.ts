import type { Inline } from '../../../../src-shared/domain/prose.ts';
import { headingKind, loneNumber } from './heading-kind.ts';
import type { Part } from './part.ts';

const breakLine =
  /^(?:[*•⁂※#~]|\*(?:\s*\*)+|#(?:\s*#)+|~(?:\s*~)+|[-–—_=]{3,}|-(?:\s+-)+|\.(?:\s*\.){2,}|<<+\s*>>+)$/u;

/** A plain text as paragraphs, breaks and chapter lines ("CHAPTER ONE", a number alone that goes on counting). */
export function partsOfText(text: string): readonly Part[] {
  const paragraphs = paragraphsOfText(text);
  const counts = countingLines(paragraphs);
  return paragraphs.map((lines, at): Part => {
    const first = lines[0] ?? '';
    if (lines.length === 1 && breakLine.test(first)) return { kind: 'break' };
    if (isHeading(lines))
      return { kind: 'heading', depth: headingKind(first) === 'act' ? 1 : 2, text: lines.join(': ') };
    if (counts.has(at)) return { kind: 'heading', depth: 2, text: first };
    return { kind: 'paragraph', content: withItalics(lines.join('\n')) };
  });
}

/** A chapter line is short, has no end of a sentence, and at most a title under it. */
function isHeading(lines: readonly string[]): boolean {
  const [first = '', second = ''] = lines;
  const isShort = (line: string): boolean =>
    line.length <= 80 && !/[.!?…"”’,;]$/u.test(line.replace(/^\S+\s+\S+\.$/u, ''));
  return lines.length <= 2 && headingKind(first) !== null && isShort(first) && isShort(second);
}

/** Lines that hold a number alone, where they count 1, 2, 3 ... over the text: at least two of them. */
function countingLines(paragraphs: readonly (readonly string[])[]): ReadonlySet<number> {
  const found: number[] = [];
  paragraphs.forEach((lines, at) => {
    if (lines.length === 1 && loneNumber(lines[0] ?? '') === found.length + 1) found.push(at);
  });
  return new Set(found.length >= 2 ? found : []);
}

/** Paragraphs as lists of lines: parted by blank lines, or line by line where the text has hardly a blank one. */
function paragraphsOfText(text: string): readonly (readonly string[])[] {
  const clean = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\f\v]/g, '\n\n');
  const lines = clean.split('\n').map((line) => line.trimEnd());
  const written = lines.filter((line) => line.trim() !== '').length;
  const groups = clean
    .split(/\n(?:[^\S\n]*\n)+/u)
    .map((group) =>
      group
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .filter((group) => group.length > 0);
  if (written > 4 && groups.length < written / 20)
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => [line]);
  return groups.flatMap((group) => unwrap(group));
}

/** Lines that were broken at a fixed width are one paragraph; others stay lines: verse, letters, headings. */
function unwrap(lines: readonly string[]): readonly (readonly string[])[] {
  const longest = Math.max(...lines.map((line) => line.length));
  const body = lines.slice(0, -1);
  const isWrapped =
    lines.length > 1 && longest <= 100 && body.every((line) => line.length >= longest * 0.6 && longest >= 45);
  return [isWrapped ? [lines.join(' ')] : lines];
}

/** `_word_` is how plain text says italics. */
function withItalics(text: string): readonly Inline[] {
  const inline: Inline[] = [];
  const add = (words: string, isItalic: boolean): void => {
    words.split('\n').forEach((line, at) => {
      if (at > 0) inline.push({ type: 'hardBreak' });
      if (line !== '')
        inline.push({
          type: 'text',
          text: line,
          ...(isItalic ? { marks: [{ type: 'italic' as const }] } : {}),
        });
    });
  };
  let end = 0;
  for (const found of text.matchAll(/(?<![\p{L}\p{N}_])_([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/gu)) {
    add(text.slice(end, found.index), false);
    add(found[1] ?? '', true);
    end = found.index + found[0].length;
  }
  add(text.slice(end), false);
  return inline;
}
