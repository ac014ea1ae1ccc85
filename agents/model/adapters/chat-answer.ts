import type { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import type { Usage } from '../../../src-shared/domain/model.ts';
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
export async function* readChat(response: Response, client: OpenAI): AsyncGenerator<AnswerPart, void> {
  const refusal = { text: '' };
  if (response.headers.get('content-type')?.includes('application/json')) {
    const json: unknown = await response.json();
    const parsed = WireAnswer.safeParse(json);
    if (parsed.success && parsed.data.choices[0]?.message) yield* partsOf(parsed.data, refusal);
    else throwIfFailure(json);
    return;
  }
  for await (const chunk of Stream.fromSSEResponse<unknown>(response, new AbortController(), client)) {
    const parsed = WireAnswer.safeParse(chunk);
    if (parsed.success) yield* partsOf(parsed.data, refusal);
  }
}

/** Some servers answer with status 200 and tell of a failure in the body. */
function throwIfFailure(json: unknown): void {
  const failure = typeof json === 'object' && json !== null && 'error' in json ? wordsOf(json) : null;
  if (failure) throw new WireFailure(failure);
}

function* partsOf(answer: WireAnswer, refusal: { text: string }): Generator<AnswerPart, void> {
  const choice = answer.choices.find(({ index }) => (index ?? 0) === 0);
  const text = choice?.delta ?? choice?.message;
  const thought = text?.reasoning_content ?? text?.reasoning;
  refusal.text += text?.refusal ?? '';
  if (thought) yield { type: 'reasoning-delta', text: thought };
  if (text?.content) yield { type: 'text-delta', text: text.content };
  else yield { type: 'alive' };
  if (choice?.finish_reason) yield finishOf(choice.finish_reason, refusal.text);
  const usage = answer.usage ?? answer.x_groq?.usage;
  if (usage) yield { type: 'usage', usage: usageOf(usage), ...costOf(usage) };
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
