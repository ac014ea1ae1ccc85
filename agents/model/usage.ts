import type { Usage } from '../../src-shared/domain/model.ts';

/** Usage of nothing at all. */
export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 };

/** Usage of a call of which nothing is known. */
export const unknownUsage: Usage = { inputTokens: null, outputTokens: null, cachedTokens: null };

/** What a server told of a call; unknown where it says that the prompt had no tokens, as some say who have not counted. */
export function countedUsage(told: Usage): Usage {
  return told.inputTokens === 0 ? unknownUsage : told;
}

/** Two usages together. A part that is unknown makes the sum unknown. */
export function addUsage(left: Usage, right: Usage): Usage {
  const add = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  return {
    inputTokens: add(left.inputTokens, right.inputTokens),
    outputTokens: add(left.outputTokens, right.outputTokens),
    cachedTokens: add(left.cachedTokens, right.cachedTokens),
  };
}
