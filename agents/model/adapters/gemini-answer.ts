import type { GenerateContentResponse, GenerateContentResponseUsageMetadata } from '@google/genai';
import type { Usage } from '../../../src-shared/domain/model.ts';
import { WireFailure } from '../wire.ts';
import type { AnswerPart } from './adapter.ts';

/** Why an answer, or a prompt, was withheld. */
const withheld = [
  ...['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'JAILBREAK', 'MODEL_ARMOR'],
  ...['IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT', 'IMAGE_RECITATION'],
];

/** Reads the chunks of an answer. A prompt that was blocked is a refusal. */
export async function* readChunks(
  chunks: AsyncIterable<GenerateContentResponse>,
): AsyncGenerator<AnswerPart, void> {
  for await (const chunk of chunks) {
    const { candidates, promptFeedback, usageMetadata } = chunk;
    const candidate = candidates?.find(({ index = 0 }) => index === 0);
    for (const { text, thought } of candidate?.content?.parts ?? [])
      if (text) yield { type: thought ? 'reasoning-delta' : 'text-delta', text };
    if (candidate) yield { type: 'alive' };
    if (promptFeedback?.blockReason)
      yield refusalOf(promptFeedback.blockReasonMessage ?? promptFeedback.blockReason);
    else if (candidate?.finishReason) yield finishOf(candidate.finishReason, candidate.finishMessage);
    if (usageMetadata) yield { type: 'usage', usage: usageOf(usageMetadata) };
  }
}

function finishOf(reason: string, message: string | undefined): AnswerPart {
  if (reason === 'STOP') return { type: 'finish', reason: 'stop' };
  if (reason === 'MAX_TOKENS') return { type: 'finish', reason: 'length' };
  if (withheld.includes(reason)) return refusalOf(message ?? reason);
  throw new WireFailure({ status: null, words: message ?? reason, code: reason, waitMs: null });
}

function refusalOf(refusal: string): AnswerPart {
  return { type: 'finish', reason: 'content-filter', refusal };
}

/** Thoughts are paid for as output. */
function usageOf(told: GenerateContentResponseUsageMetadata): Usage {
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount, cachedContentTokenCount } = told;
  const isTold = candidatesTokenCount !== undefined || thoughtsTokenCount !== undefined;
  return {
    inputTokens: promptTokenCount ?? null,
    outputTokens: isTold ? (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0) : null,
    cachedTokens: cachedContentTokenCount ?? null,
  };
}
