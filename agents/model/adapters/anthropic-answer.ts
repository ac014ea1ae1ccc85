import type { Messages } from '@anthropic-ai/sdk/resources/messages';
import type { Usage } from '../../../src-shared/domain/model.ts';
import { unknownUsage } from '../usage.ts';
import { WireFailure } from '../wire.ts';
import type { AnswerPart } from './adapter.ts';

/** Tokens as both ends of a stream tell them; later ones hold for the whole call so far. */
interface Told {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
}

/** Reads the events of a message. A server may send kinds that are not known here: they are signs of life. */
export async function* readEvents(
  events: AsyncIterable<Messages.RawMessageStreamEvent>,
): AsyncGenerator<AnswerPart, void> {
  let told: Told | null = null;
  for await (const event of events) {
    if (event.type === 'message_start') {
      if (told) throw broken('the answer began a second time');
      told = event.message.usage;
      yield { type: 'usage', usage: usageOf(told) };
    } else if (event.type === 'content_block_delta') yield deltaOf(event.delta);
    else if (event.type === 'message_delta') {
      told = { ...(told ?? {}), ...known(event.usage) };
      if (event.delta.stop_reason) yield finishOf(event.delta.stop_reason, event.delta.stop_details);
      yield { type: 'usage', usage: usageOf(told) };
    } else yield { type: 'alive' };
  }
}

function deltaOf(delta: Messages.RawContentBlockDelta): AnswerPart {
  if (delta.type === 'text_delta') return { type: 'text-delta', text: delta.text };
  if (delta.type === 'input_json_delta') return { type: 'text-delta', text: delta.partial_json };
  if (delta.type === 'thinking_delta') return { type: 'reasoning-delta', text: delta.thinking };
  return { type: 'alive' };
}

function finishOf(reason: string, details: Messages.RefusalStopDetails | null | undefined): AnswerPart {
  if (reason === 'refusal')
    return {
      type: 'finish',
      reason: 'content-filter',
      refusal: details?.explanation ?? details?.category ?? '',
    };
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded')
    return { type: 'finish', reason: 'length' };
  if (reason === 'pause_turn') throw broken('the answer was paused');
  return { type: 'finish', reason: 'stop' };
}

/** The vendor counts what its cache held apart from the input; here it is a part of it. */
function usageOf(told: Told): Usage {
  const { input_tokens: input, output_tokens: output } = told;
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = told;
  if (typeof input !== 'number') return { ...unknownUsage, outputTokens: output ?? null };
  return {
    inputTokens: input + (read ?? 0) + (written ?? 0),
    outputTokens: output ?? null,
    cachedTokens: read ?? null,
    ...(typeof written === 'number' ? { cacheWriteTokens: written } : {}),
  };
}

function known(told: Told | null | undefined): Told {
  return Object.fromEntries(Object.entries(told ?? {}).filter(([, tokens]) => typeof tokens === 'number'));
}

function broken(words: string): WireFailure {
  return new WireFailure({ status: null, words, code: null, waitMs: null });
}
