import type { MadeCall } from '../../agents/model/meter.ts';
import { estimateTokens } from '../../agents/model/token-estimate.ts';
import { unknownUsage } from '../../agents/model/usage.ts';
import type { ModelSettings } from '../../src-shared/domain/model.ts';
import { AppError, type ErrorCode } from '../../src-shared/errors.ts';
import type { EmbeddingUse } from './embedder.ts';
import type { EmbeddingAnswer } from './embedding-wires.ts';
import type { EmbeddingAccountants } from './load-embedder.ts';

/** A batch's vectors, of unit length, and what the server says they took. */
export interface Embedded extends Pick<EmbeddingAnswer, 'tokens' | 'cost'> {
  readonly vectors: readonly Float32Array[];
}

export type AskServer = (texts: readonly string[], use: EmbeddingUse) => Promise<Embedded>;

/** Failures of a server that has read the texts, or may have. */
const mayHaveRead: readonly ErrorCode[] = ['MODEL_TIMEOUT', 'MODEL_OUTPUT_INVALID', 'MODEL_CUT_SHORT'];

/**
 * The same server, with each batch let through by an accountant at the most it can cost and told to it afterwards, also
 * one that fails. Throws MODEL_BUDGET_SPENT where a batch could go beyond a cap; then nothing is sent.
 */
export function meterEmbedding(
  ask: AskServer,
  { settings, accountants }: { settings: ModelSettings; accountants: EmbeddingAccountants },
): AskServer {
  return async (texts, use) => {
    const accountant = accountants[use];
    const counts = await Promise.all(texts.map(estimateTokens));
    const inputTokens = counts.reduce((sum, count) => sum + count, 0);
    const id = await accountant.begin({ settings, inputTokens, maxTokens: 0 });
    let made: MadeCall = { usage: unknownUsage, cost: null, ended: 'failed', mayOwe: true };
    try {
      const embedded = await ask(texts, use);
      const usage = { inputTokens: embedded.tokens, outputTokens: 0, cachedTokens: null };
      made = { ...made, usage, cost: embedded.cost, ended: 'stop' };
      return embedded;
    } catch (error) {
      const isRefused = error instanceof AppError && !mayHaveRead.includes(error.code);
      made = { ...made, ended: error instanceof AppError ? 'failed' : 'aborted', mayOwe: !isRefused };
      throw error;
    } finally {
      accountant.end(id, made);
    }
  };
}
