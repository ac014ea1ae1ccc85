import { breakModel } from './breaker.ts';
import type { Guards } from './guards.ts';
import type { LearntLimits } from './learnt-limits.ts';
import { limitModel } from './limit.ts';
import type { Model } from './model.ts';
import { retryModel } from './retry.ts';

export interface GuardOptions {
  readonly host: string;
  readonly guards: Guards;
  /** What the host tells of its limits for this model, where its answers' headers are read. */
  readonly learnt?: LearntLimits;
}

/**
 * A remote model with what all providers share around its adapter, from the outside in: retries, the host's rate limits, the
 * host's circuit breaker.
 */
export function guardModel(adapter: Model, { host, guards, learnt }: GuardOptions): Model {
  const { clock } = guards;
  const { breaker } = guards.of(host);
  const stream: Model['stream'] = (request, signal) => {
    const { queue } = guards.of(host); // limits may have been changed since the model was opened
    const asked = limitModel(breakModel(adapter, { host, breaker }), {
      host,
      queue,
      clock,
      ...(learnt ? { learnt } : {}),
    });
    return retryModel(asked, { host, clock }).stream(request, signal);
  };
  return { ...adapter, stream };
}
