import type { OpenAI } from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import type { Usage } from '../../src-shared/domain/model.ts';
import type { AppError } from '../../src-shared/errors.ts';
import type { FinishReason, ModelPart } from './model.ts';
import { unknownUsage } from './usage.ts';

const WireUsage = z
  .looseObject({
    prompt_tokens: z.int().nullish(),
    completion_tokens: z.int().nullish(),
    prompt_tokens_details: z.looseObject({ cached_tokens: z.int().nullish() }).nullish(),
  })
  .nullish();

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
      delta: WireText.nullish(),
      message: WireText.nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: WireUsage,
});
type WireAnswer = z.infer<typeof WireAnswer>;

/** A model's part, or a sign of life: `ending` once the finish reason came and only usage may follow. */
export type AnswerPart = ModelPart | 'alive' | 'ending';

interface Reading {
  readonly client: OpenAI;
  readonly controller: AbortController;
  /** Thrown when nothing in the answer is a model's. */
  readonly notAModel: () => AppError;
}

/**
 * Reads a chat completion, streamed or (where a server ignores `stream`) whole. Its closing part comes only when the
 * server named a finish reason; the generator ends without one when the answer was cut short.
 */
export async function* readAnswer(response: Response, reading: Reading): AsyncGenerator<AnswerPart, void> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html')) throw reading.notAModel();
  const state: AnswerState = { reason: null, usage: unknownUsage, isRefused: false };
  if (type.includes('application/json')) yield* partsOf(await wholeAnswer(response, reading), state);
  else yield* streamedParts(response, reading, state);
  if (state.reason)
    yield { type: 'end', reason: state.isRefused ? 'content-filter' : state.reason, usage: state.usage };
}

interface AnswerState {
  reason: FinishReason | null;
  usage: Usage;
  isRefused: boolean;
}

async function* streamedParts(
  response: Response,
  { client, controller, notAModel }: Reading,
  state: AnswerState,
) {
  let isModel = false;
  try {
    for await (const chunk of Stream.fromSSEResponse<unknown>(response, controller, client)) {
      const parsed = WireAnswer.safeParse(chunk);
      if (!parsed.success) continue;
      isModel = true;
      yield* partsOf(parsed.data, state);
    }
  } catch (error) {
    if (!state.reason) throw error; // the answer was whole before the connection broke
  }
  if (!isModel && !controller.signal.aborted) throw notAModel();
}

async function wholeAnswer(response: Response, { notAModel }: Reading): Promise<WireAnswer> {
  const json: unknown = await response.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) throw notAModel();
    throw error;
  });
  const parsed = WireAnswer.safeParse(json);
  if (!parsed.success || !parsed.data.choices[0]?.message) throw notAModel();
  return parsed.data;
}

function* partsOf({ choices, usage }: WireAnswer, state: AnswerState): Generator<AnswerPart, void> {
  if (usage) state.usage = usageOf(usage);
  const choice = choices[0];
  const text = choice?.delta ?? choice?.message;
  if (text?.refusal) state.isRefused = true;
  const thought = text?.reasoning_content ?? text?.reasoning;
  if (thought) yield { type: 'reasoning-delta', text: thought };
  if (text?.content) yield { type: 'text-delta', text: text.content };
  if (choice?.finish_reason) state.reason = reasonOf(choice.finish_reason);
  yield state.reason ? 'ending' : 'alive';
}

function usageOf(usage: NonNullable<z.infer<typeof WireUsage>>): Usage {
  return {
    inputTokens: usage.prompt_tokens ?? null,
    outputTokens: usage.completion_tokens ?? null,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
  };
}

function reasonOf(reason: string): FinishReason {
  if (reason === 'length' || reason === 'max_tokens') return 'length';
  return reason === 'content_filter' ? 'content-filter' : 'stop';
}
