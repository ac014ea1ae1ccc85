/** Chooses how each piece of a prompt is read by how fast the last pieces were. */
export interface ReadingPace {
  /** How many threads read the next piece, and how many tokens it has. */
  next(): { readonly threads: number; readonly tokens: number };
  /** `speed` in tokens a millisecond, of a piece read with so many threads. */
  record(threads: number, speed: number): void;
}

/** Pieces read with one thread before more are tried again; twice as many after each trial that failed. */
const firstPatience = 16;
const longestPatience = 1024;
/** About how long a piece should take: an abort waits for one piece at most. */
const pieceMs = 200;
const smallest = 32; // smaller ones read a third slower
const largest = 128;

/**
 * Several threads wait for each other at every step: on a busy machine one that is put aside holds up all, and they
 * read slower than one thread does. So several are used while they are the faster; each is measured once to begin with,
 * or later where a probe found one thread to be enough.
 */
export function createReadingPace({ most, likely }: { most: number; likely: number }): ReadingPace {
  let one: number | null = null;
  let several: number | null = null;
  let patience = firstPatience;
  let waited = 0;

  const chooseThreads = () => {
    if (most === 1) return 1;
    if (several === null && likely > 1) return most;
    if (one === null) return 1;
    if (several !== null && several >= one) return most;
    waited += 1;
    return waited > patience ? most : 1;
  };
  return {
    next() {
      const threads = chooseThreads();
      const speed = (threads === 1 ? one : several) ?? 0;
      return { threads, tokens: Math.round(Math.min(largest, Math.max(smallest, speed * pieceMs))) };
    },
    record(threads, speed) {
      if (threads === 1) {
        one = speed;
        return;
      }
      const isBusy = one !== null && speed < one;
      patience = isBusy ? Math.min(longestPatience, patience * 2) : firstPatience;
      waited = 0;
      several = several === null || speed < several ? speed : (several + speed) / 2;
    },
  };
}
