import { createBreaker, type Breaker } from './breaker.ts';
import { systemClock, type Clock } from './clock.ts';
import { createRateQueue, type RateLimits, type RateQueue } from './rate-queue.ts';

/** What all models of one host share. */
export interface HostGuards {
  readonly queue: RateQueue;
  readonly breaker: Breaker;
}

/** The guards of every host that is asked, made when first needed. */
export interface Guards {
  readonly clock: Clock;
  of(host: string): HostGuards;
  /** Takes over the limits the writer set, by host; what was counted under other limits of a host is forgotten. */
  setLimits(limits: Readonly<Record<string, RateLimits>>): void;
}

const unlimited: RateLimits = { requestsPerMinute: null, tokensPerMinute: null };

/** No host was asked yet. */
export function createGuards(clock: Clock = systemClock): Guards {
  const hosts = new Map<string, { limits: RateLimits; queue: RateQueue; readonly breaker: Breaker }>();
  let all: Readonly<Record<string, RateLimits>> = {};
  const limitsOf = (host: string): RateLimits => all[host] ?? unlimited;
  const of = (host: string) => {
    const limits = limitsOf(host);
    const known = hosts.get(host);
    const made = known ?? {
      limits,
      queue: createRateQueue(limits, clock),
      breaker: createBreaker({ clock }),
    };
    hosts.set(host, made);
    return made;
  };
  return {
    clock,
    of: (host) => ({
      get queue() {
        return of(host).queue;
      },
      breaker: of(host).breaker,
    }),
    setLimits: (limits) => {
      all = limits;
      for (const [host, known] of hosts) {
        const wanted = limitsOf(host);
        if (JSON.stringify(wanted) === JSON.stringify(known.limits)) continue;
        known.limits = wanted;
        known.queue = createRateQueue(wanted, clock);
      }
    },
  };
}
