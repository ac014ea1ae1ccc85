import { expect, test } from 'vitest';
import { proseFromText } from '../../../../../src-shared/domain/prose.ts';
import {
  compareProse,
  foldRows,
  type ComparedPart,
} from '../../../../../src-renderer/features/manuscript/compare-prose.ts';

const prose = (text: string, prefix: string) => {
  let last = 0;
  return proseFromText(text, () => `${prefix}${++last}`);
};
const told = (parts: readonly ComparedPart[] | null) =>
  parts
    ?.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
    .join('');
const compared = (before: string, after: string, language = 'en') =>
  compareProse(prose(before, 'a'), prose(after, 'b'), language).map((row) => [
    told(row.before),
    told(row.after),
  ]);

test('one changed word is one changed word, not a changed paragraph', () => {
  expect(compared('The lamp was out.\n\nShe waited.', 'The lamp was lit.\n\nShe waited.')).toEqual([
    ['The lamp was -out-.', 'The lamp was +lit+.'],
    ['She waited.', 'She waited.'],
  ]);
});

test('a paragraph that came stands alone and shifts nothing', () => {
  expect(
    compared(
      'One stands here.\n\nTwo stands here.',
      'One stands here.\n\nSomething else entirely.\n\nTwo stands here.',
    ),
  ).toEqual([
    ['One stands here.', 'One stands here.'],
    [undefined, '+Something else entirely.+'],
    ['Two stands here.', 'Two stands here.'],
  ]);
});

test('a text without spaces is compared by its words too', () => {
  const [row] = compareProse(prose('她点亮了灯。', 'a'), prose('她熄灭了灯。', 'a'), 'zh');
  expect(row?.kind).toBe('changed');
  expect(row?.after?.some(({ kind, text }) => kind === 'same' && text.includes('灯'))).toBe(true);
});

test('everything of both texts is in the rows, whatever was changed', () => {
  const before = 'Alpha beta.\n\nGamma delta epsilon.\n\n***\n\nZeta eta.';
  const after = 'Gamma delta.\n\n***\n\nTheta.\n\nZeta eta iota.';
  const rows = compareProse(prose(before, 'a'), prose(after, 'b'), 'en');
  const text = (side: 'before' | 'after') =>
    rows.flatMap((row) => (row[side] ? [row[side].map((part) => part.text).join('')] : []));
  expect(text('before')).toEqual(['Alpha beta.', 'Gamma delta epsilon.', '⁂', 'Zeta eta.']);
  expect(text('after')).toEqual(['Gamma delta.', '⁂', 'Theta.', 'Zeta eta iota.']);
});

test('unchanged paragraphs are folded, the neighbours of a change stay', () => {
  const many = Array.from({ length: 10 }, (_, at) => `Paragraph number ${at}.`);
  const changed = many.with(5, 'Paragraph number five, changed.');
  const rows = compareProse(prose(many.join('\n\n'), 'a'), prose(changed.join('\n\n'), 'b'), 'en');
  expect(foldRows(rows).map((row) => (typeof row === 'number' ? row : row.kind))).toEqual([
    4,
    'same',
    'changed',
    'same',
    3,
  ]);
});
