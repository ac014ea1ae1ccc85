import { AppError } from '../../src-shared/errors.ts';
import type { Clock } from './clock.ts';
import type { LearntLimits, RequestSize } from './learnt-limits.ts';
import type { Model, ModelPart, ModelRequest } from './model.ts';
import type { RatePlace, RateQueue } from './rate-queue.ts';
import { unknownUsage } from './usage.ts';

export interface LimitOptions {
  readonly host: string;
  /** Shared by every model of the host. */
  readonly queue: RateQueue;
  readonly clock: Clock;
  /** What the host told of its limits for this model. */
  readonly learnt?: LearntLimits;
}

/**
 * The same model, asked no faster than its host allows. A request waits for its place in the host's queue, told by a `waiting`
 * part; an abort gives the place up at once. What the host says by "too many requests" holds the whole queue; what it tells of its
 * limits is waited for before it has to refuse.
 */
export function limitModel(model: Model, options: LimitOptions): Model {
  return { ...model, stream: (request, signal) => streamInTurn({ model, options, request, signal }) };
}

interface InTurn {
  readonly model: Model;
  readonly options: LimitOptions;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamInTurn({ model, options, request, signal }: InTurn): AsyncGenerator<ModelPart, void> {
  const { queue, learnt } = options;
  const isCounted = queue.countsTokens || learnt?.isKnown === true;
  const inputTokens = isCounted ? await model.countPrompt(request.messages) : 0;
  const place = yield* waitForPlace({ inputTokens, outputTokens: request.maxTokens }, options, signal);
  if (place === null) return yield { type: 'end', reason: 'aborted', usage: unknownUsage };
  try {
    for await (const part of model.stream(request, signal)) {
      if (part.type === 'end') place.settle(sumOf(part.usage));
      yield part;
    }
  } catch (error) {
    learn(error, options);
    throw error;
  }
}

/** The place, when its time has come; null when the signal was aborted first. */
async function* waitForPlace(
  size: RequestSize,
  { queue, clock, host, learnt }: LimitOptions,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, RatePlace | null> {
  for (;;) {
    const place = queue.takePlace(size.inputTokens + size.outputTokens, learnt?.earliest(size));
    let isTaken = false;
    try {
      const wait = place.at - clock.now();
      if (wait > 0) {
        yield {
          type: 'waiting',
          wait: { why: place.isPaced ? 'pace' : 'rate-limit', host, until: place.at },
        };
        await clock.sleep(wait, signal);
      }
      isTaken = !signal.aborted && !queue.isHeld(place);
      if (isTaken) {
        learnt?.sent(size);
        return place;
      }
      if (signal.aborted) return null;
    } finally {
      if (!isTaken) place.leave(); // also where the reader went elsewhere while it waited
    }
  }
}

function learn(error: unknown, { queue, clock }: LimitOptions): void {
  if (!(error instanceof AppError) || !['MODEL_RATE_LIMITED', 'MODEL_FAILED'].includes(error.code)) return;
  const { retryAfterMs } = error.data;
  if (typeof retryAfterMs === 'number') queue.holdUntil(clock.now() + retryAfterMs);
}

function sumOf({ inputTokens, outputTokens }: { inputTokens: number | null; outputTokens: number | null }) {
  return inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
}
