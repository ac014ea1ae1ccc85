import { describe, expect, test } from 'vitest';
import { loadTokenCounter } from '../../../src-main/retrieval/token-counter.ts';
import { cutWindows, type Window } from '../../../src-main/retrieval/windows.ts';
import { sentencesOf } from '../../../src-shared/text/sentences.ts';

const countTokens = await loadTokenCounter();
const cut = (text: string, limit: number, overlap: number): Window[] =>
  cutWindows(text, { language: 'en', countTokens, limit, overlap });

/** A fixed sequence of numbers from 0 to 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const pieces = [
  'She lit the lamp and waited for the tide to turn.',
  ' ',
  '\n\n',
  '\n',
  'No!',
  '“Who goes there?” he asked. ',
  '他们在江边等船。',
  '🙂👩‍👩‍👧‍👦',
  'e\u0301',
  '***',
  'x'.repeat(300),
  'Mr. Orlan said that ',
  '   ',
  '\n'.repeat(90),
  ' \t'.repeat(60),
  'เขาจุดตะเกียงแล้วรอ',
];

describe('no text is lost and no window is too large', () => {
  for (let seed = 1; seed <= 40; seed++)
    test(`text ${seed}`, () => {
      const next = sequence(seed);
      const text = Array.from(
        { length: 5 + Math.floor(next() * 60) },
        () => pieces[Math.floor(next() * pieces.length)],
      ).join('');
      const limit = 20 + Math.floor(next() * 80);
      const windows = cut(text, limit, Math.floor(limit / 8));
      expect(windows[0]?.start ?? 0).toBe(0);
      expect(windows.at(-1)?.end ?? 0).toBe(text.length);
      windows.forEach(({ start, end, tokens }, at) => {
        expect(tokens).toBe(countTokens(text.slice(start, end)));
        expect(tokens).toBeLessThanOrEqual(limit);
        expect(end).toBeGreaterThan(start);
        const before = windows[at - 1];
        if (before) {
          expect(start).toBeLessThanOrEqual(before.end); // no gap
          expect(start).toBeGreaterThan(before.start);
          expect(end).toBeGreaterThan(before.end);
        }
      });
    });
});

const prose = Array.from({ length: 120 }, (_, at) => `Sentence number ${at} speaks of the sea and of rain.`);

test('windows of prose end where sentences end, and repeat whole sentences', () => {
  const text = prose.join(' ');
  const ends = new Set(sentencesOf(text, 'en').map(({ end }) => end));
  const windows = cut(text, 200, 40);
  expect(windows.length).toBeGreaterThan(5);
  windows.forEach(({ start, end }, at) => {
    expect(ends.has(end)).toBe(true);
    const before = windows[at - 1];
    if (!before) return;
    expect(ends.has(start)).toBe(true);
    const repeated = countTokens(text.slice(start, before.end));
    expect(repeated).toBeGreaterThan(0);
    expect(repeated).toBeLessThanOrEqual(40);
  });
});

test('a paragraph’s end is preferred to a sentence’s when the window is nearly full', () => {
  const text = [prose.slice(0, 13).join(' '), prose.slice(13, 40).join(' ')].join('\n\n');
  const [first] = cut(text, 200, 0);
  expect(text.slice(0, first?.end)).toBe(`${prose.slice(0, 13).join(' ')}\n\n`);
});

test('lines wrapped by an editor are not taken for sentences', () => {
  const wrapped = 'The lamp was lit\nby Mara, who had\nwaited all night. Then she slept.';
  expect(sentencesOf(wrapped, 'en').map(({ start, end }) => wrapped.slice(start, end))).toEqual([
    'The lamp was lit\nby Mara, who had\nwaited all night. ',
    'Then she slept.',
  ]);
});

test('Chinese sentences end without a space', () => {
  const text = '灯亮了。她在等船。';
  expect(sentencesOf(text, 'zh')).toHaveLength(2);
});
