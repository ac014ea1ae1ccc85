import type { Clock } from './clock.ts';

/** What a request takes of a host's limits. */
export interface RequestSize {
  readonly inputTokens: number;
  readonly outputTokens: number; // the most it may answer
}

/** What a model's host told of its limits, by the headers of its answers. */
export interface LearntLimits {
  /** False while nothing is known. */
  readonly isKnown: boolean;
  /** The earliest moment at which the host would take a request of this size, milliseconds since 1970. */
  earliest(size: RequestSize): number;
  /** A request was sent: it counts until the host tells its limits again. */
  sent(size: RequestSize): void;
  /** The same fetch; the headers of its answers are read. */
  heed(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
}

/** One limit: what is left of it, and how it comes back. */
interface Budget {
  readonly of: keyof typeof needs;
  readonly limit: number | null;
  readonly remaining: number;
  readonly readAt: number;
  readonly resetAt: number;
  /** It comes back little by little, and is whole again at the reset; else all of it comes back then. */
  readonly isGradual: boolean;
}

/** Answers are counted as they are written, so one may begin with little room left. */
const needs = {
  requests: () => 1,
  tokens: ({ inputTokens, outputTokens }: RequestSize) => inputTokens + outputTokens,
  input: ({ inputTokens }: RequestSize) => inputTokens,
  output: () => 1,
};

interface HeaderNames extends Pick<Budget, 'of' | 'isGradual'> {
  readonly limit: string;
  readonly remaining: string;
  readonly reset: string;
}

/** OpenAI's and Groq's names ("Rate limits" of both references), Anthropic's (API reference, "Response headers"), OpenRouter's. */
const known: readonly HeaderNames[] = [
  ...(['requests', 'tokens'] as const).map((of) => ({
    of,
    isGradual: true,
    limit: `x-ratelimit-limit-${of}`,
    remaining: `x-ratelimit-remaining-${of}`,
    reset: `x-ratelimit-reset-${of}`,
  })),
  ...(['requests', 'tokens', 'input', 'output'] as const).map((of) => {
    const name = `anthropic-ratelimit-${of === 'input' || of === 'output' ? `${of}-tokens` : of}`;
    return {
      of,
      isGradual: true,
      limit: `${name}-limit`,
      remaining: `${name}-remaining`,
      reset: `${name}-reset`,
    };
  }),
  {
    of: 'requests',
    isGradual: false,
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
  },
];

/** Nothing is known yet. One for each model: hosts count theirs apart. */
export function createLearntLimits(clock: Pick<Clock, 'now'>): LearntLimits {
  let budgets: readonly Budget[] = [];
  return {
    get isKnown() {
      return budgets.length > 0;
    },
    earliest: (size) =>
      Math.max(clock.now(), ...budgets.map((budget) => roomAt(budget, needs[budget.of](size)))),
    sent: (size) => {
      budgets = budgets.map((one) => ({ ...one, remaining: one.remaining - needs[one.of](size) }));
    },
    heed: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const told = readBudgets(response.headers, clock.now());
      if (told.length > 0) budgets = told;
      return response;
    },
  };
}

/** How long a refused request should wait where its headers name no time but the limit it met, in milliseconds; else null. */
export function waitOfLimits(headers: Headers, now: number): number | null {
  const spent = readBudgets(headers, now).filter(({ remaining }) => remaining <= 0);
  return spent.length === 0 ? null : Math.max(...spent.map((budget) => roomAt(budget, 1))) - now;
}

/** When a budget has room for so much. What is larger than the whole is sent when it is whole. */
function roomAt({ limit, remaining, readAt, resetAt, isGradual }: Budget, need: number): number {
  const wanted = Math.min(need, limit ?? Infinity);
  if (remaining >= wanted) return readAt;
  if (!isGradual || limit === null || limit <= remaining) return resetAt;
  const share = (wanted - remaining) / (limit - Math.max(0, remaining));
  return readAt + Math.ceil(share * (resetAt - readAt));
}

function readBudgets(headers: Headers, now: number): readonly Budget[] {
  const toldAt = Date.parse(headers.get('date') ?? '');
  return known.flatMap(({ of, isGradual, ...names }) => {
    const remaining = numberIn(headers.get(names.remaining));
    const resetMs = timeLeft(headers.get(names.reset), Number.isNaN(toldAt) ? now : toldAt);
    if (remaining === null || resetMs === null) return [];
    const limit = numberIn(headers.get(names.limit));
    return [{ of, isGradual, limit, remaining, readAt: now, resetAt: now + resetMs }];
  });
}

function numberIn(text: string | null): number | null {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
/** Numbers from here on are moments: seconds, and milliseconds, since 1970. */
const firstSeconds = 1e9;
const firstMilliseconds = 1e11;

/** "6m0s", "120ms", seconds, a date or a moment since 1970, as milliseconds from when the host spoke, by its own clock. */
function timeLeft(text: string | null, toldAt: number): number | null {
  if (text === null) return null;
  const number = numberIn(text);
  if (number !== null) {
    if (number < firstSeconds) return number * units.s;
    return Math.max(0, (number < firstMilliseconds ? number * units.s : number) - toldAt);
  }
  if (/^(\d+(\.\d+)?(d|h|ms|m|s))+$/.test(text)) {
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(d|h|ms|m|s)/g);
    return [...parts].reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
      0,
    );
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - toldAt);
}
