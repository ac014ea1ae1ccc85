// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { fuzzyScore } from '../../../../../src-renderer/features/commands/fuzzy.ts';
import { paletteLines } from '../../../../../src-renderer/features/commands/palette-store.ts';
import { formatShortcut } from '../../../../../src-renderer/ui/format-shortcut.ts';

const best = (typed: string, all: readonly string[]): string | undefined =>
  all
    .map((words) => ({ words, score: fuzzyScore(words, typed) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => b.score! - a.score!)[0]?.words;

test('typed letters find the command a writer means, not one that has them by chance', () => {
  const all = [
    'Worldbook',
    'Move or rename the file…',
    'Save a copy…',
    'Back up now',
    'Split the scene at the cursor',
  ];
  expect(best('wor', all)).toBe('Worldbook');
  expect(best('ren', all)).toBe('Move or rename the file…');
  expect(best('bun', all)).toBe('Back up now');
  expect(best('scene split', all)).toBe('Split the scene at the cursor');
  expect(best('xyz', all)).toBeUndefined();
});

test('accents and capitals do not hide a command', () => {
  expect(fuzzyScore('Réglages', 'REG')).not.toBeNull();
});

test('with nothing typed the recent commands come first and those that make no sense now come last', () => {
  const command = (id: string, enabled = true) => ({ id, run: () => undefined, isEnabled: () => enabled });
  const commands = { a: command('a'), b: command('b', false), c: command('c'), d: command('d') };
  const say = (key: string): string => key.replace('command.', '').toUpperCase();
  const lines = paletteLines(commands, { typed: '', recent: ['c'], say });
  expect(lines.map(({ id, isEnabled }) => [id, isEnabled])).toEqual([
    ['c', true],
    ['a', true],
    ['d', true],
    ['b', false],
  ]);
});

test('a shortcut is shown as its keys are called on the system', () => {
  expect(formatShortcut('Mod+Shift+g', false)).toBe('Ctrl+Shift+G');
  expect(formatShortcut('Mod+Shift+g', true)).toBe('⌘⇧G');
  expect(formatShortcut('F6', false)).toBe('F6');
});
