import { expect, test } from 'vitest';
import { revisionFault } from '../../../../agents/roles/revision-check.ts';

const before = 'Gesa put the weight on the pan and waited. Rupp looked at the salt carts.';
const check = (after: string) =>
  revisionFault({ before, after, names: ['Gesa', 'Rupp', 'Konrad'], language: 'en' });

test.each([
  ['Gesa laid the weight on the pan and waited. Rupp watched the salt carts.', null],
  ['  Gesa put the weight on the pan and waited.   Rupp looked at the salt carts.\n', 'unchanged'],
  ['', 'empty'],
  ['She laid the weight on the pan and waited. Rupp watched the salt carts.', 'lost-name'],
  ['Gesa waited. Rupp too.', 'too-short'],
  [
    'Gesa put the weight on the pan and waited. Rupp looked at the original sentence as rewritten.',
    'about-writing',
  ],
  [`${before} ${before} Gesa went out.`, 'too-long'],
])('%j: %s', (after, fault) => {
  expect(check(after)).toBe(fault);
});
