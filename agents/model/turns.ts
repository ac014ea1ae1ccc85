/** Lets one piece of work run at a time, in the order asked for. */
export interface Turns {
  /**
   * Waits for its turn; the answer gives the turn back and may be called more than once. Throws the signal's reason
   * when it is aborted while waiting.
   */
  take(signal: AbortSignal): Promise<() => void>;
}

/** A queue with room for one. */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;

  const next = () => {
    const first = waiting.shift();
    if (first) first();
    else isTaken = false;
  };
  const release = () => {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      next();
    };
  };
  return {
    async take(signal) {
      signal.throwIfAborted();
      if (!isTaken) {
        isTaken = true;
        return release();
      }
      return new Promise((resolve, reject) => {
        const start = () => {
          signal.removeEventListener('abort', leave);
          resolve(release());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(start);
      });
    },
  };
}
