import { z } from 'zod';
import type { Usage } from '../../../src-shared/domain/model.ts';
import { readServerEvents } from '../server-events.ts';
import { WireFailure } from '../wire.ts';
import { wordsOf } from '../wire-failure.ts';
import type { AnswerPart } from './adapter.ts';

const Tokens = z.int().nullish().catch(null);
const Amount = z.number().nullish().catch(null);
const WireUsage = z.looseObject({
  prompt_tokens: Tokens,
  completion_tokens: Tokens,
  prompt_tokens_details: z.looseObject({ cached_tokens: Tokens, cache_write_tokens: Tokens }).nullish(),
  prompt_cache_hit_tokens: Tokens, // DeepSeek's name
  cost: Amount, // OpenRouter's, in US dollars
  is_byok: z.boolean().nullish(),
  cost_details: z.looseObject({ upstream_inference_cost: Amount }).nullish(),
});
type WireUsage = z.infer<typeof WireUsage>;

const WireText = z.looseObject({
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  refusal: z.string().nullish(),
});

/** A chunk of a stream, or a whole answer: they differ in `delta` and `message`. */
const WireAnswer = z.looseObject({
  choices: z.array(
    z.looseObject({
      index: z.int().nullish(),
      delta: WireText.nullish(),
      message: WireText.nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: WireUsage.nullish(),
  x_groq: z.looseObject({ usage: WireUsage.nullish() }).nullish(),
});
type WireAnswer = z.infer<typeof WireAnswer>;

/** Reads a chat completion, streamed or (where a server ignores `stream`) whole. */
export async function* readChat(response: Response): AsyncGenerator<AnswerPart, void> {
  const refusal = { text: '' };
  if (response.headers.get('content-type')?.includes('application/json')) {
    const json: unknown = await response.json();
    const parsed = WireAnswer.safeParse(json);
    const isWhole = parsed.success && parsed.data.choices[0]?.message;
    if (!isWhole) throwIfFailure(json);
    else for (const part of partsOf(parsed.data, refusal)) yield part;
    return;
  }
  if (!response.body) return;
  for await (const events of readServerEvents(response.body))
    for (const { event, data } of events) {
      if (data === '[DONE]') return;
      const json: unknown = JSON.parse(data);
      if (event === 'error') throw failureOf(json, data);
      throwIfFailure(json);
      const parsed = WireAnswer.safeParse(json);
      if (parsed.success) for (const part of partsOf(parsed.data, refusal)) yield part;
    }
}

/** Some servers answer with status 200 and tell of a failure in the body. */
function throwIfFailure(json: unknown): void {
  if (typeof json === 'object' && json !== null && 'error' in json && json.error)
    throw failureOf(json, JSON.stringify(json));
}

function failureOf(json: unknown, words: string): WireFailure {
  const nothing = { status: null, words, code: null, waitMs: null };
  return new WireFailure(wordsOf(json) ?? nothing);
}

function partsOf(answer: WireAnswer, refusal: { text: string }): AnswerPart[] {
  const choice = answer.choices.find(({ index }) => (index ?? 0) === 0);
  const text = choice?.delta ?? choice?.message;
  const thought = text?.reasoning_content ?? text?.reasoning;
  refusal.text += text?.refusal ?? '';
  const parts: AnswerPart[] = [];
  if (thought) parts.push({ type: 'reasoning-delta', text: thought });
  parts.push(text?.content ? { type: 'text-delta', text: text.content } : { type: 'alive' });
  if (choice?.finish_reason) parts.push(finishOf(choice.finish_reason, refusal.text));
  const usage = answer.usage ?? answer.x_groq?.usage;
  if (usage) parts.push({ type: 'usage', usage: usageOf(usage), ...costOf(usage) });
  return parts;
}

function usageOf(usage: WireUsage): Usage {
  const { cached_tokens: cached, cache_write_tokens: written } = usage.prompt_tokens_details ?? {};
  return {
    inputTokens: usage.prompt_tokens ?? null,
    outputTokens: usage.completion_tokens ?? null,
    cachedTokens: cached ?? usage.prompt_cache_hit_tokens ?? null,
    ...(written === null || written === undefined ? {} : { cacheWriteTokens: written }),
  };
}

/** What the call cost; with a key of one's own at the upstream provider, what that takes comes on top. */
function costOf({ cost, is_byok, cost_details }: WireUsage): { cost?: number } {
  if (cost === null || cost === undefined) return {};
  return { cost: cost + (is_byok ? (cost_details?.upstream_inference_cost ?? 0) : 0) };
}

const broken = ['error', 'abort', 'insufficient_system_resource'];

function finishOf(reason: string, refusal: string): AnswerPart {
  if (broken.includes(reason))
    throw new WireFailure({ status: null, words: `finish_reason: ${reason}`, code: reason, waitMs: null });
  if (refusal !== '') return { type: 'finish', reason: 'content-filter', refusal };
  if (['length', 'max_tokens', 'model_length'].includes(reason)) return { type: 'finish', reason: 'length' };
  return { type: 'finish', reason: reason === 'content_filter' ? 'content-filter' : 'stop' };
}
