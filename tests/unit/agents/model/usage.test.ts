import { expect, test } from 'vitest';
import { addUsage, noUsage } from '../../../../agents/model/usage.ts';

test('what one call does not know makes the sum unknown, never smaller', () => {
  const known = { inputTokens: 5, outputTokens: 7, cachedTokens: 1 };
  expect(addUsage(known, { ...known, cachedTokens: null })).toEqual({
    inputTokens: 10,
    outputTokens: 14,
    cachedTokens: null,
  });
  expect(addUsage(noUsage, known)).toEqual(known);
});
