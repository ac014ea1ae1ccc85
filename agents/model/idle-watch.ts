/** Notices silence: its signal is aborted when a wait lasts longer than allowed. */
export interface IdleWatch {
  readonly signal: AbortSignal;
  /** A wait begins. */
  start(ms?: number): void;
  /** Something came. */
  stop(): void;
  /** Nobody is waiting any more. */
  close(): void;
}

/** A watch that allows waits of `longestMs`. Waits are many and short, so that they share one timer. */
export function watchIdle(longestMs: number): IdleWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let rings = Infinity;
  let due = Infinity;
  const arm = (ms: number) => {
    clearTimeout(timer);
    rings = performance.now() + ms;
    timer = setTimeout(ring, ms).unref(); // what is waited for keeps the process, not the watch
  };
  const ring = () => {
    rings = Infinity;
    const left = due - performance.now(); // a busy loop's timers can fire early
    if (left <= 1) controller.abort();
    else if (due !== Infinity) arm(left);
  };
  return {
    signal: controller.signal,
    start(ms = longestMs) {
      due = performance.now() + ms;
      if (due < rings) arm(ms);
    },
    stop() {
      due = Infinity;
    },
    close: () => clearTimeout(timer),
  };
}
