import type { Usage } from '../../src-shared/domain/model.ts';

/** Usage of nothing at all. */
export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };

/** Usage of a call of which nothing is known. */
export const unknownUsage: Usage = { inputTokens: null, outputTokens: null, cachedTokens: null };

/** Two usages together. A part that is unknown makes the sum unknown. */
export function addUsage(left: Usage, right: Usage): Usage {
  const add = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  return {
    inputTokens: add(left.inputTokens, right.inputTokens),
    outputTokens: add(left.outputTokens, right.outputTokens),
    cachedTokens: add(left.cachedTokens, right.cachedTokens),
  };
}
