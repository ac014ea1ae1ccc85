import { inlineFromText, type Inline } from './prose.ts';

type TextRun = Extract<Inline, { type: 'text' }>;
type Marks = TextRun['marks'];

/** How long a piece of inline content is as anchors count it. */
export function lengthOf(content: readonly Inline[]): number {
  return content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 1), 0);
}

/** The part of inline content between two UTF-16 offsets, marks kept. */
export function sliceInline(content: readonly Inline[], start: number, end: number): Inline[] {
  let at = 0;
  return content.flatMap((part): Inline[] => {
    const from = at;
    at += part.type === 'text' ? part.text.length : 1;
    if (at <= start || from >= end) return [];
    if (part.type === 'hardBreak') return [part];
    return [{ ...part, text: part.text.slice(Math.max(0, start - from), end - from) }];
  });
}

/** Inline content with neighbouring runs of the same marks joined and empty ones dropped. */
export function joinInline(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of content) {
    const last = joined.at(-1);
    if (part.type === 'hardBreak') joined.push({ type: 'hardBreak' });
    else if (part.text === '') continue;
    else if (last?.type === 'text' && haveSameMarks(last.marks, part.marks))
      joined[joined.length - 1] = textRun(last.text + part.text, last.marks);
    else joined.push(textRun(part.text, part.marks));
  }
  return joined;
}

/** Inline content with the part between two offsets replaced. */
export function spliceInline(
  content: readonly Inline[],
  { start, end }: { start: number; end: number },
  inserted: readonly Inline[],
): Inline[] {
  return joinInline([
    ...sliceInline(content, 0, start),
    ...inserted,
    ...sliceInline(content, end, lengthOf(content)),
  ]);
}

/**
 * New words for a part of inline content. What both wordings share at their beginning and end keeps its own
 * marks; the words between take the marks that all of the replaced ones had.
 */
export function rewordInline(old: readonly Inline[], text: string): Inline[] {
  const before = plainText(old);
  const { head, tail } = sharedEnds(before, text);
  const replaced = sliceInline(old, head, before.length - tail);
  const model = replaced.length > 0 ? replaced : sliceInline(old, Math.max(0, head - 1), Math.max(head, 1));
  const middle = inlineFromText(text.slice(head, text.length - tail));
  return joinInline([
    ...sliceInline(old, 0, head),
    ...middle.map((part) => (part.type === 'text' ? textRun(part.text, sharedMarks(model)) : part)),
    ...sliceInline(old, before.length - tail, before.length),
  ]);
}

function plainText(content: readonly Inline[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '\n')).join('');
}

function sharedEnds(a: string, b: string): { head: number; tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { head, tail };
}

/** The marks that every run of text has. */
function sharedMarks(content: readonly Inline[]): Marks {
  const runs = content.filter((part): part is TextRun => part.type === 'text');
  const [first, ...rest] = runs;
  return first?.marks?.filter(({ type }) =>
    rest.every((run) => run.marks?.some((mark) => mark.type === type)),
  );
}

function textRun(text: string, marks: Marks): TextRun {
  return marks === undefined || marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
}

function haveSameMarks(a: Marks = [], b: Marks = []): boolean {
  return a.length === b.length && a.every(({ type }) => b.some((mark) => mark.type === type));
}
