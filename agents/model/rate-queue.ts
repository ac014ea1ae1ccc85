import type { Clock } from './clock.ts';

/** What a provider allows in a minute; null where it is not limited. */
export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

/** A request's place in the queue of its host. */
export interface RatePlace {
  /** When it may be sent, milliseconds since 1970. */
  readonly at: number;
  /** True where the limits put it off, not the host's word. */
  readonly isPaced: boolean;
  /** Gives the place up: it was not sent. */
  leave(): void;
  /** Says how many tokens it took in the end; null where that is not known. */
  settle(tokens: number | null): void;
}

/** Keeps one host's limits. Places are given in the order they were asked for, each at the earliest moment that keeps both limits. */
export interface RateQueue {
  readonly countsTokens: boolean;
  /** A place not before a moment, where one is given. */
  takePlace(tokens: number, notBefore?: number): RatePlace;
  /** The host asked for silence until then: nothing is sent before. */
  holdUntil(time: number): void;
  isHeld(place: RatePlace): boolean;
}

interface Taken {
  at: number;
  tokens: number;
}

const minuteMs = 60_000;

/** An empty queue. A request that is larger than a minute's tokens goes alone in its minute. */
export function createRateQueue(
  { requestsPerMinute, tokensPerMinute }: RateLimits,
  clock: Pick<Clock, 'now'>,
): RateQueue {
  let taken: readonly Taken[] = []; // of the last minute and of the time to come, in order
  let heldUntil = 0;

  const earliest = (tokens: number, from: number): number => {
    let at = Math.max(from, taken.at(-1)?.at ?? 0);
    for (;;) {
      const inMinute = taken.filter((one) => one.at > at - minuteMs);
      const [oldest] = inMinute;
      if (!oldest || (hasRoomForOne(inMinute) && hasRoomFor(tokens, inMinute))) return at;
      at = oldest.at + minuteMs;
    }
  };
  const hasRoomForOne = (inMinute: readonly Taken[]): boolean =>
    requestsPerMinute === null || inMinute.length < requestsPerMinute;
  const hasRoomFor = (tokens: number, inMinute: readonly Taken[]): boolean =>
    tokensPerMinute === null || inMinute.reduce((sum, one) => sum + one.tokens, tokens) <= tokensPerMinute;

  return {
    countsTokens: tokensPerMinute !== null,
    takePlace: (tokens, notBefore = 0) => {
      const from = Math.max(clock.now(), heldUntil, notBefore);
      taken = taken.filter(({ at }) => at > clock.now() - minuteMs);
      const mine: Taken = { at: earliest(tokens, from), tokens };
      taken = [...taken, mine];
      return {
        at: mine.at,
        isPaced: mine.at > from,
        leave: () => void (taken = taken.filter((one) => one !== mine)),
        settle: (used) => void (mine.tokens = used ?? mine.tokens),
      };
    },
    holdUntil: (time) => void (heldUntil = Math.max(heldUntil, time)),
    isHeld: ({ at }) => at < heldUntil,
  };
}
