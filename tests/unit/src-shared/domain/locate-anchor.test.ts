import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anchorTo, type Anchor } from '../../../../src-shared/domain/anchor.ts';
import { locate } from '../../../../src-shared/domain/locate-anchor.ts';
import { paragraphsOf } from '../../../../src-shared/domain/prose.ts';
import { readProse, type Notation } from '../../../helpers/prose-notation.ts';

interface Case {
  name: string;
  text: Notation;
  edited: Notation;
  expected: Notation | null;
  without?: 'context';
  quote?: string;
  shift?: number;
}
const cases = parse(readFileSync('tests/cases/patches/locate.yaml', 'utf8')) as Case[];

/** The anchor a case describes, made by the product on the marked span. */
export function anchorOf({
  text,
  without,
  quote,
  shift = 0,
}: Omit<Case, 'edited' | 'expected' | 'name'>): Anchor {
  const { document, span } = readProse(text);
  const paragraph = paragraphsOf(document).find(({ attrs }) => attrs.id === span?.blockId);
  if (span === null || paragraph === undefined) throw new Error('the case marks no span');
  const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as Anchor['target'];
  const { context, ...anchor } = anchorTo({ target, paragraph, start: span.start, end: span.end });
  return {
    ...anchor,
    start: anchor.start + shift,
    end: anchor.end + shift,
    quote: quote ?? anchor.quote,
    ...(without === 'context' ? {} : { context }),
  };
}

describe('an anchor is found again, or said to be lost, when', () => {
  test.each(cases)('$name', ({ edited, expected, ...made }) => {
    const found = locate(anchorOf(made), readProse(edited).document);
    expect(found).toEqual(expected === null ? null : readProse(expected).span);
  });
});

test('the cases are forty or more', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
});

test('an anchor that begins inside an emoji is widened to the whole of it', () => {
  const { document } = readProse({ p1: 'a👩‍👧b' });
  const [paragraph] = paragraphsOf(document);
  if (paragraph === undefined) throw new Error('no paragraph');
  const anchor = anchorTo({ target: anchorOf({ text: { p1: '⟦x⟧' } }).target, paragraph, start: 2, end: 3 });
  expect(anchor.quote).toBe('👩‍👧');
});
