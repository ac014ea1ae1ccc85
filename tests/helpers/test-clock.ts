import type { Clock } from '../../agents/model/clock.ts';

export interface TestClock extends Clock {
  /** Every wait, in milliseconds. */
  readonly waits: readonly number[];
  /** Lets time pass for those who wait. */
  pass(ms: number): void;
}

/** A clock that stands still until it is told to go on; with `runs` a wait passes at once and the clock shows its end. */
export function testClock({ at = 1_000_000, runs = true } = {}): TestClock {
  let now = at;
  const waits: number[] = [];
  const waiting: { readonly until: number; readonly wake: () => void }[] = [];
  const pass = (ms: number): void => {
    now += ms;
    for (const { until, wake } of waiting) if (until <= now) wake();
  };
  return {
    waits,
    pass,
    now: () => now,
    sleep: (ms, signal) => {
      waits.push(ms);
      if (runs) return Promise.resolve(void (now += ms));
      return new Promise((resolve) => {
        waiting.push({ until: now + ms, wake: resolve });
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
      });
    },
  };
}
