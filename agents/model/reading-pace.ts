/** Chooses the threads for each piece of a prompt by how fast the last pieces were read. */
export interface ReadingPace {
  threads(): number;
  /** `speed` in tokens a millisecond, of a piece read with so many threads. */
  record(threads: number, speed: number): void;
}

/** Pieces read with one thread before more are tried again. */
const patience = 16;

/**
 * Several threads wait for each other at every step: on a busy machine one that is put aside holds up all, and they
 * read slower than one thread does. So several are used while they are the faster; each is measured once to begin with.
 */
export function createReadingPace(most: number): ReadingPace {
  let one: number | null = null;
  let several: number | null = null;
  let waited = 0;
  return {
    threads() {
      if (most === 1 || several === null) return most;
      if (one === null) return 1;
      if (several >= one) return most;
      waited += 1;
      return waited % patience === 0 ? most : 1;
    },
    record(threads, speed) {
      if (threads === 1) one = speed;
      else several = several === null || speed < several ? speed : (several + speed) / 2;
    },
  };
}
