import { AppError } from '../../src-shared/errors.ts';
import type { Model, ModelPart, ModelRequest } from './model.ts';
import { unknownUsage } from './usage.ts';

export interface RetryOptions {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** The first pause; each next one is twice as long. */
  readonly firstDelayMs: number;
  /** No pause is longer, not even one the server asks for: then its error is thrown. */
  readonly longestDelayMs: number;
  /** 0..1; pauses are spread so that many workers do not come back at once. */
  random(): number;
  /** Waits, or stops waiting when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const standard: RetryOptions = {
  attempts: 4,
  firstDelayMs: 500,
  longestDelayMs: 60_000,
  random: Math.random,
  sleep: waitFor,
};

/**
 * The same model, asked again after a passing failure (an error whose `data.isPassing` is true), but only while nothing
 * of the answer has come. A server's own waiting time (`data.retryAfterMs`) goes before ours. Throws the last failure.
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
  for (let attempt = 1; ; attempt++) {
    let hasBegun = false;
    try {
      for await (const part of model.stream(request, signal)) {
        hasBegun = true;
        yield part;
      }
      return;
    } catch (error) {
      const pause = hasBegun || attempt >= options.attempts ? null : pauseAfter(error, attempt, options);
      if (pause === null) throw error;
      await options.sleep(pause, signal);
      if (signal.aborted) return yield { type: 'end', reason: 'aborted', usage: unknownUsage };
    }
  }
}

/** How long to wait before the next attempt, in milliseconds; null when there should be none. */
function pauseAfter(error: unknown, attempt: number, options: RetryOptions): number | null {
  if (!(error instanceof AppError) || error.data.isPassing !== true) return null;
  const asked = error.data.retryAfterMs;
  if (typeof asked === 'number') return asked <= options.longestDelayMs ? asked : null;
  const delay = Math.min(options.firstDelayMs * 2 ** (attempt - 1), options.longestDelayMs);
  return delay * (0.5 + options.random() / 2);
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
