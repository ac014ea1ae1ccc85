import type { Inline } from '../../src-shared/domain/prose.ts';

/** Content with neighbouring runs of equal marks joined, marks in one order and empty ones left out. */
export function joinEqualMarks(content: readonly Inline[]): readonly Inline[] {
  const joined: Inline[] = [];
  for (const part of content) {
    const next = part.type === 'text' ? withMarks(part.text, part.marks ?? []) : part;
    const last = joined.at(-1);
    if (last?.type === 'text' && next.type === 'text' && marksOf(last) === marksOf(next))
      joined[joined.length - 1] = { ...last, text: last.text + next.text };
    else if (next.type === 'hardBreak' || next.text !== '') joined.push(next);
  }
  return joined;
}

export type Mark = 'bold' | 'italic';

/** A run of text; the key `marks` is there only where there are any. */
export function withMarks(
  text: string,
  marks: readonly { readonly type: Mark }[],
): Inline & { type: 'text' } {
  const names = (['bold', 'italic'] as const).filter((name) => marks.some(({ type }) => type === name));
  return names.length === 0
    ? { type: 'text', text }
    : { type: 'text', text, marks: names.map((type) => ({ type })) };
}

const marksOf = (part: Inline & { type: 'text' }): string =>
  (part.marks ?? []).map(({ type }) => type).join(' ');
