import { expect, test } from 'vitest';
import { helpFault } from '../../../../agents/roles/help-check.ts';

const given = {
  passage: 'Mara lit the lamp and went down the stair to look for Tomas.',
  before: 'The harbour was empty. Nobody came.',
  instruction: 'make it shorter and colder',
  names: ['Mara', 'Tomas'],
  language: 'en',
} as const;

test.each([
  ['rewrite', 'Mara put a flame to the wick and took the stair down, looking for Tomas.', null],
  ['rewrite', 'She put a flame to the wick and took the stair down, looking for Tomas.', 'lost-name'],
  ['rewrite', 'Mara lit the lamp and went down the stair to look for Tomas.', 'unchanged'],
  ['rewrite', 'Make it shorter and colder: Mara, Tomas.', 'echo'],
  ['rewrite', '   ', 'empty'],
  [
    'expand',
    'Mara lit the lamp. The wick caught at the second try, and smoke stood over it. She went down the stair, one hand at the wall, to look for Tomas.',
    null,
  ],
  ['expand', 'Mara looked for Tomas.', 'too-short'],
  [
    'expand',
    'The wick caught at the second try, and smoke stood over it for a long time before she went down the stair.',
    'lost-name',
  ],
  ['continue', 'A door opened above her.', null],
  ['continue', 'Nobody came.', 'echo'],
  ['continue', 'This story is about a lamp.', 'about-writing'],
] as const)('%s: "%s" is %s', (task, text, fault) => {
  expect(helpFault({ ...given, task, text })).toBe(fault);
});
