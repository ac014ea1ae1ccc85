import { expect, test } from 'vitest';
import { fillPrompt, parsePrompt } from '../../../../agents/roles/prompt.ts';

const parse = (text: string, placeholders: readonly string[]) =>
  parsePrompt(text, { file: 'writer.md', placeholders });

test.each([
  ['text before a heading', 'Hello\n# A\n{{x}}', ['x'], 1, /begins with a heading/],
  ['a placeholder nobody fills', '# A\n{{x}}\n\n{{y}}', ['x'], 4, /\{\{y\}\} is unknown/],
  ['a placeholder that is missing', '# A\n{{x}}', ['x', 'y'], 1, /lacks \{\{y\}\}/],
] as const)('%s is refused with its line', (...[, text, placeholders, line, words]) => {
  expect(() => parse(text, placeholders)).toThrow(
    expect.objectContaining({
      code: 'DECLARATION_INVALID',
      data: { file: 'writer.md', line, reason: expect.stringMatching(words) as unknown },
    }),
  );
});

test('the first section is the system’s, the others are parts of one question, an empty one is left out', () => {
  const prompt = parse('# Instructions\nBe {{who}}.\n# Plot\nThe plot:\n{{plot}}\n# Task\nWrite.', [
    'who',
    'plot',
  ]);
  expect(fillPrompt(prompt, { who: 'brief', plot: '' })).toEqual([
    { role: 'system', parts: [{ name: 'instructions', text: 'Be brief.' }] },
    { role: 'user', parts: [{ name: 'task', text: 'Write.' }] },
  ]);
});

test('worked examples are turns of their own', () => {
  const prompt = parse('# Instructions\nA\n# Task\nB\n# Answer\nC\n# Task\nD {{x}}', ['x']);
  expect(fillPrompt(prompt, { x: '1' }).map(({ role }) => role)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
  ]);
});

test('words that look like a placeholder in what is filled in are not filled again', () => {
  const prompt = parse('# A\n{{x}} {{y}}', ['x', 'y']);
  expect(fillPrompt(prompt, { x: '{{y}}', y: 'secret' })[0]?.parts[0]?.text).toBe('{{y}} secret');
});
