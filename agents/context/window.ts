import type { Model } from '../model/model.ts';

/** Below this window a prompt brings passages instead of whole chunks, and only part of what would fit. */
const smallWindow = 16_384;
/** Models of a smaller file than this (some 300 million parameters) lose the thread of a longer prompt. */
const tinyModelBytes = 400_000_000;

/** True where passages are brought instead of whole chunks. */
export function hasSmallWindow({ contextTokens }: Model): boolean {
  return contextTokens < smallWindow;
}

/** True for a model that has to be asked little at a time. A model that runs elsewhere is taken for a larger one. */
export function isTiny({ facts }: Model): boolean {
  return facts !== null && facts.bytes < tinyModelBytes;
}

/** How much of a model's window may be context: all of a large one, two fifths of a small one, a seventh for a tiny model. */
export function contextLimit(model: Model): number {
  const share = isTiny(model) ? 0.15 : hasSmallWindow(model) ? 0.4 : 1;
  return Math.floor(model.contextTokens * share);
}
