import { AppError } from '../../src-shared/errors.ts';
import type { Clock } from './clock.ts';
import type { Model, ModelPart, ModelRequest } from './model.ts';

export interface BreakerOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** So many failures in a row open the circuit. */
  readonly failuresToOpen?: number;
  /** How long it stays open at first; each failed probe doubles it. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/** Watches one host: after failures in a row nothing is sent for a while, then a single request tries whether it is back. */
export interface Breaker {
  /** Lets a request through, or answers how many milliseconds until the next may try. */
  admit(): number | null;
  succeeded(): void;
  failed(): void;
  /** The request ended without telling whether the host is well. */
  unclear(): void;
}

const probeRetryMs = 1000;

/** A closed circuit. */
export function createBreaker({
  clock,
  failuresToOpen = 5,
  firstPauseMs = 15_000,
  longestPauseMs = 5 * 60_000,
}: BreakerOptions): Breaker {
  let failures = 0;
  let openUntil: number | null = null;
  let isProbing = false;
  return {
    admit: () => {
      if (openUntil === null) return null;
      if (clock.now() < openUntil) return openUntil - clock.now();
      if (isProbing) return probeRetryMs;
      isProbing = true;
      return null;
    },
    succeeded: () => {
      failures = 0;
      openUntil = null;
      isProbing = false;
    },
    failed: () => {
      failures++;
      isProbing = false;
      if (failures < failuresToOpen) return;
      openUntil = clock.now() + Math.min(firstPauseMs * 2 ** (failures - failuresToOpen), longestPauseMs);
    },
    unclear: () => void (isProbing = false),
  };
}

/**
 * The same model behind its host's circuit breaker. While the circuit is open it throws MODEL_CIRCUIT_OPEN, which says when
 * it is tried again (`retryAfterMs`), and sends nothing. Only what speaks of the host's health counts: failed and dropped requests
 * and silence, not a wrong key, a full prompt or "too many requests".
 */
export function breakModel(
  model: Model,
  { host, breaker }: { readonly host: string; readonly breaker: Breaker },
): Model {
  return { ...model, stream: (request, signal) => streamIfClosed({ model, host, breaker, request, signal }) };
}

interface Guarded {
  readonly model: Model;
  readonly host: string;
  readonly breaker: Breaker;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamIfClosed({
  model,
  host,
  breaker,
  request,
  signal,
}: Guarded): AsyncGenerator<ModelPart, void> {
  const retryAfterMs = breaker.admit();
  if (retryAfterMs !== null) {
    throw new AppError('MODEL_CIRCUIT_OPEN', { host, isPassing: true, retryAfterMs });
  }
  let isTold = false;
  try {
    for await (const part of model.stream(request, signal)) {
      if (!isTold && !signal.aborted) breaker.succeeded();
      isTold ||= !signal.aborted;
      yield part;
    }
  } catch (error) {
    if (!isTold && isUnwell(error)) breaker.failed();
    else if (!isTold && error instanceof AppError) breaker.succeeded(); // it answered, if only to refuse
    isTold = true;
    throw error;
  } finally {
    if (!isTold) breaker.unclear();
  }
}

/** True for a failure of the host itself. A refused connection is none: a server that was not started is asked again at once. */
function isUnwell(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return (
    error.code === 'MODEL_TIMEOUT' || (error.data.isPassing === true && error.code !== 'MODEL_RATE_LIMITED')
  );
}
