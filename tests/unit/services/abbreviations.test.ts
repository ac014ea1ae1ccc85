import { expect, test } from 'vitest';
import { isAbbreviation } from '../../../src-main/services/abbreviations.ts';

/** The span stands between bars. */
function spanOf(marked: string): [string, { start: number; end: number }] {
  const [before = '', span = '', after = ''] = marked.split('|');
  return [before + span + after, { start: before.length, end: before.length + span.length }];
}

test.each([
  'His name began with an |m.|',
  'We leave at 5 |p.|m',
  'We leave at 5 |p.m|.',
  'At 5 |P.M.| the train left.',
  '|J.| R. Hale came.',
  'So said Dr. |H.|, and I believed it.',
  'See |p.| 12.',
  'He got a |Ph|.D. there.',
  'He got a Ph.|D.| there.',
  '“|É.|” she wrote.',
])('a letter with its full stop is no misspelling: %s', (marked) => {
  expect(isAbbreviation(...spanOf(marked))).toBe(true);
});

test.each([
  'She lit |teh| lamp.',
  'She lit the |lmap|.',
  'She lit the |lmap.|',
  'It was |m| and no more',
  'The end |xq.|',
  'It |stoped.Then| it rang.',
])('a misspelled word is not taken for an abbreviation: %s', (marked) => {
  expect(isAbbreviation(...spanOf(marked))).toBe(false);
});
