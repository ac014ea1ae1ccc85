/** Notices silence: its signal is aborted when a wait lasts longer than allowed. */
export interface IdleWatch {
  readonly signal: AbortSignal;
  /** A wait begins. */
  start(ms?: number): void;
  /** Something came, or nobody is waiting any more. */
  stop(): void;
}

/** A watch that allows waits of `longestMs`. */
export function watchIdle(longestMs: number): IdleWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    start(ms = longestMs) {
      const due = performance.now() + ms;
      const check = () => {
        const left = due - performance.now(); // a busy loop's timers can fire early
        if (left > 1) timer = setTimeout(check, left);
        else controller.abort();
      };
      clearTimeout(timer);
      timer = setTimeout(check, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
