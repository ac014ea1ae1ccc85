import { expect, test } from 'vitest';
import { shareBudget } from '../../../../agents/context/share-budget.ts';

test.each([
  [
    'enough for all',
    100,
    [
      ['a', 30, 1],
      ['b', 20, 1],
    ],
    [30, 20],
  ],
  [
    'by shares where nobody has enough',
    100,
    [
      ['a', 500, 3],
      ['b', 500, 1],
    ],
    [75, 25],
  ],
  [
    'what one leaves goes to the others',
    100,
    [
      ['a', 10, 1],
      ['b', 500, 1],
    ],
    [10, 90],
  ],
  [
    'and again where that satisfies a second one',
    100,
    [
      ['a', 10, 1],
      ['b', 35, 1],
      ['c', 500, 1],
    ],
    [10, 35, 55],
  ],
  ['nothing to share', 0, [['a', 10, 1]], [0]],
  ['less than nothing', -5, [['a', 10, 1]], [0]],
  ['nobody asks', 100, [['a', 0, 1]], [0]],
] as const)('%s', (...[, tokens, claims, expected]) => {
  const given = shareBudget(
    tokens,
    claims.map(([name, wanted, share]) => ({ name, wanted, share })),
  );
  expect(claims.map(([name]) => given.get(name))).toEqual(expected);
});
