import { keptBytes, verdictOf, type ModelFit } from '../../src-shared/domain/local-models.ts';

/** What is known of a model's size. Bytes. */
export interface ModelSize {
  readonly bytes: number;
  readonly cacheBytesPerToken: number | null;
  readonly trainedTokens: number | null;
}

/** The memory that the runtime takes beside weights and cache. */
const runtimeBytes = 512 * 1024 ** 2;
/** Where a header does not tell: a cache as large as common 8-billion models have. */
const usualCacheBytes = 131_072;
const windows = [32_768, 16_384, 8_192, 4_096, 2_048] as const;
/** A window beyond this is no help to a scene and makes the first word late. */
const comfortable = 16_384;
const least = 2_048;

/**
 * How a model would run in so much memory: the largest of a few windows whose cache still fits beside the weights, and
 * whether all of it does. Layers go to the graphics card as far as its memory holds them.
 */
export function fitModel({ bytes, cacheBytesPerToken, trainedTokens }: ModelSize, memory: number): ModelFit {
  const perToken = cacheBytesPerToken ?? usualCacheBytes;
  const most = Math.min(trainedTokens ?? comfortable, comfortable);
  const need = (tokens: number): number => bytes + runtimeBytes + tokens * perToken;
  const room = Math.max(0, memory - keptBytes);
  const contextTokens =
    windows.filter((tokens) => tokens <= most).find((tokens) => need(tokens) <= room) ??
    Math.max(512, Math.min(least, most));
  const neededBytes = need(contextTokens);
  const verdict = verdictOf(neededBytes, memory);
  return { neededBytes, contextTokens, bytesPerToken: perToken, gpuLayers: 'auto', verdict };
}
