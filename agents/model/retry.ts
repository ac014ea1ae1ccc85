import { AppError } from '../../src-shared/errors.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Model, ModelPart, ModelRequest, ModelWait } from './model.ts';
import { unknownUsage } from './usage.ts';

export interface RetryOptions {
  /** Shown while a pause lasts. */
  readonly host: string;
  /** How often a request is sent at most where the server names no time. */
  readonly attempts: number;
  /** The first pause; each next one is twice as long. */
  readonly firstDelayMs: number;
  /** The first pause where the server says "too many requests" and no time: such limits are counted by the minute. */
  readonly firstLimitedDelayMs: number;
  /** No pause of our own is longer. A time the server names is waited for, however long. */
  readonly longestDelayMs: number;
  /** 0..1; pauses are spread so that many workers do not come back at once. */
  random(): number;
  readonly clock: Clock;
}

const standard: RetryOptions = {
  host: '',
  attempts: 4,
  firstDelayMs: 500,
  firstLimitedDelayMs: 5000,
  longestDelayMs: 60_000,
  random: Math.random,
  clock: systemClock,
};

/** A named time below this counts as an attempt: a server that always says "at once" is not asked for ever. */
const leastNamedMs = 1000;

/**
 * The same model, asked again after a passing failure (an error whose `data.isPassing` is true), but only while nothing
 * of the answer has come. Every pause is told by a `waiting` part and ends at once when the signal is aborted. A server's own
 * waiting time (`data.retryAfterMs`) goes before ours and is kept up to any length. Throws the last failure.
 */
export function retryModel(model: Model, options: Partial<RetryOptions> = {}): Model {
  const merged = { ...standard, ...options };
  return {
    ...model,
    stream: (request, signal) => streamWithRetries({ model, request, signal, options: merged }),
  };
}

interface Attempt {
  readonly model: Model;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  readonly options: RetryOptions;
}

async function* streamWithRetries({
  model,
  request,
  signal,
  options,
}: Attempt): AsyncGenerator<ModelPart, void> {
  const { clock, host } = options;
  for (let failed = 0; ;) {
    let hasBegun = false;
    try {
      for await (const part of model.stream(request, signal)) {
        hasBegun ||= part.type !== 'waiting';
        yield part;
      }
      return;
    } catch (error) {
      if (hasBegun || !isPassing(error)) throw error;
      const named = namedTime(error);
      if (named === null || named < leastNamedMs) failed++;
      if (failed >= options.attempts) throw error;
      const pause = Math.max(
        named ?? 0,
        named === null || named < leastNamedMs ? ownPause(error, failed, options) : 0,
      );
      yield { type: 'waiting', wait: { why: reasonOf(error), host, until: clock.now() + pause } };
      await clock.sleep(pause, signal);
      if (signal.aborted) return yield { type: 'end', reason: 'aborted', usage: unknownUsage };
    }
  }
}

function isPassing(error: unknown): error is AppError {
  return error instanceof AppError && error.data.isPassing === true;
}

function namedTime({ data }: AppError): number | null {
  return typeof data.retryAfterMs === 'number' ? data.retryAfterMs : null;
}

function ownPause({ code }: AppError, failed: number, options: RetryOptions): number {
  const first = code === 'MODEL_RATE_LIMITED' ? options.firstLimitedDelayMs : options.firstDelayMs;
  const delay = Math.min(first * 2 ** (failed - 1), options.longestDelayMs);
  return delay * (0.5 + options.random() / 2);
}

function reasonOf({ code }: AppError): ModelWait['why'] {
  if (code === 'MODEL_RATE_LIMITED') return 'rate-limit';
  return code === 'MODEL_CIRCUIT_OPEN' ? 'circuit-open' : 'retry';
}
