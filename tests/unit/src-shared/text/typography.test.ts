import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { smartenCharacter, smartenText } from '../../../../src-shared/text/typography.ts';

interface Case {
  readonly language: string;
  readonly typed: string;
  readonly stands: string;
}
const cases = parse(readFileSync('tests/cases/typography/typed.yaml', 'utf8')) as Case[];

function type(text: string, language: string): string {
  let told = '';
  for (const typed of text) {
    const found = smartenCharacter({ before: told, typed }, language);
    told = found ? told.slice(0, told.length - found.back) + found.text : told + typed;
  }
  return told;
}

test.each(cases)(
  '$language: $typed is set as the language sets it, typed or pasted',
  ({ language, typed, stands }) => {
    expect(type(typed, language)).toBe(stands);
    expect(smartenText(typed, { language })).toBe(stands);
  },
);

test('an elision at the very end of pasted text is no opening mark', () => {
  expect(smartenText("rock 'n", { language: 'en' })).toBe('rock ’n');
});

test('text pasted behind a word continues it: its first mark closes', () => {
  expect(smartenText('" she said', { language: 'en', before: '“Hello,' })).toBe('” she said');
});

test('marks that are already set are left alone', () => {
  const text = '“It’s ‘fine’ — really…”';
  expect(smartenText(text, { language: 'en' })).toBe(text);
});

test.each(['en', 'de', 'fr', 'id'])('%s: a mark closes however far back it was opened', (language) => {
  const sentence = "'Twas \"so\" -- she'd said it... 'Go,' he said. ";
  const long = sentence.replaceAll(/["']/gu, '').repeat(60).trim();
  const set = smartenText(sentence, { language });
  expect(smartenText(sentence.repeat(60), { language })).toBe(set.repeat(60));
  const [open, close] = smartenText('"a"', { language }).split('a');
  expect(smartenText(`"${long}" she said`, { language })).toBe(
    `${open}${smartenText(long, { language })}${close} she said`,
  );
});
