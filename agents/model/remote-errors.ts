import { AppError, type ErrorData } from '../../src-shared/errors.ts';
import type { Failure } from './adapters/adapter.ts';
import { WireFailure } from './wire.ts';

/** What a failure's message is filled with. The key itself is here only to be taken out of a server's words. */
export interface RemoteNames {
  readonly model: string;
  readonly host: string;
  readonly keyName: string | null;
  readonly key: string | null;
  readonly contextTokens: number;
}

/** How far the request had come when it failed. */
export interface Failing {
  /** Something of the answer had come. */
  readonly hasBegun: boolean;
  /** The server had spoken as a model server does. */
  readonly hasSpoken: boolean;
  readonly promptTokens: number;
  failureOf(error: unknown): Failure | null;
}

const dropped = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'HPE_INVALID_CHUNK_SIZE', // a body that ended in the middle of its own framing
  'ERR_STREAM_PREMATURE_CLOSE',
];
/** Gemini's words, and LiteLLM's where it has no database: it looks up every key but its own there. */
const wrongKey = /api key not valid|no connected db/iu;
const longestWords = 200;
const defaultWaitSeconds = 60;

/**
 * The AppError a foreign failure stands for. Passing failures carry `isPassing: true`, and `retryAfterMs` where the
 * server named a time.
 */
export function translateError(error: unknown, names: RemoteNames, failing: Failing): AppError {
  const { hasBegun, hasSpoken } = failing;
  const { host, model } = names;
  const own = find(error, (at) => at instanceof AppError);
  if (own) return own;
  const failure = failureIn(error, failing);
  if (failure && failure.status !== null && !hasBegun) return fromStatus(failure, names, failing);
  if (failure) return fromStream(failure, names);
  if (hasBegun) return new AppError('MODEL_CUT_SHORT', { model }, error);
  const reason = codeOf(error);
  if (reason !== null)
    return new AppError('MODEL_UNREACHABLE', { host, reason, ...passing(dropped.includes(reason)) }, error);
  if (hasSpoken) return new AppError('MODEL_CUT_SHORT', { model, ...passing(true) }, error);
  return new AppError('MODEL_NOT_A_MODEL_SERVER', { host }, error);
}

/** What a server said, where a foreign error holds it; null where it holds none. */
export function failureIn(error: unknown, { failureOf }: Pick<Failing, 'failureOf'>): Failure | null {
  return find(error, (at) => at instanceof WireFailure)?.failure ?? failureOf(error);
}

/** True when a server's words say that the prompt does not fit its window. */
export function isTooLong(words: string): boolean {
  return /context[_ ](length|window|size)|maximum context|too many (input )?tokens|(prompt|input) is too long|input token count|exceeds the maximum number of tokens/iu.test(
    words,
  );
}

/** A server's own words, short and without the key. */
export function safeWords(words: string | null, key: string | null): string {
  const safe = key ? (words ?? '').replaceAll(key, '…') : (words ?? '');
  return safe.replace(/\s+/gu, ' ').trim().slice(0, longestWords);
}

function fromStatus(failure: Failure, names: RemoteNames, { promptTokens }: Failing): AppError {
  const { host, model, keyName, key, contextTokens } = names;
  const status = failure.status ?? 0;
  const reason = safeWords(failure.words, key) || String(status);
  const cause = `${status} ${reason}`;
  const wait = after(failure.waitMs);
  if (status === 401 || status === 403 || failure.code === 'API_KEY_INVALID' || wrongKey.test(reason))
    return new AppError('MODEL_UNAUTHORIZED', { host, key: keyName ?? 'none', reason }, cause);
  if (status === 429) {
    const seconds = failure.waitMs === null ? defaultWaitSeconds : Math.ceil(failure.waitMs / 1000);
    const isQuota = failure.code === 'insufficient_quota';
    return new AppError('MODEL_RATE_LIMITED', { host, seconds, ...passing(!isQuota), ...wait }, cause);
  }
  if (isTooLong(reason) || status === 413)
    return new AppError(
      'MODEL_PROMPT_TOO_LONG',
      { model, tokens: promptTokens, limit: contextTokens },
      cause,
    );
  if (status === 408 || status === 409 || status >= 500)
    return new AppError('MODEL_FAILED', { model, reason, status, ...passing(true), ...wait }, cause);
  if (status === 404 && failure.words === null)
    return new AppError('MODEL_NOT_A_MODEL_SERVER', { host }, cause);
  return new AppError('MODEL_REFUSED_REQUEST', { host, reason, status }, cause);
}

/** A failure told inside a stream. */
function fromStream({ words, code, status }: Failure, { host, model, key }: RemoteNames): AppError {
  const reason = safeWords(words, key);
  if (status === 429 || /rate.?limit/iu.test(`${reason} ${code ?? ''}`))
    return new AppError(
      'MODEL_RATE_LIMITED',
      { host, seconds: defaultWaitSeconds, ...passing(true) },
      reason,
    );
  const isPassing =
    (status ?? 0) >= 500 || /overloaded|unavailable|api_error|server_error|internal/iu.test(code ?? '');
  return new AppError('MODEL_FAILED', { model, reason, ...passing(isPassing) }, reason);
}

function passing(isPassing: boolean): ErrorData {
  return isPassing ? { isPassing } : {};
}

function after(wait: number | null): ErrorData {
  return wait === null ? {} : { retryAfterMs: wait };
}

/** The system's code at the bottom of a chain of causes; null where there is none. */
function codeOf(error: unknown): string | null {
  const codes = [...chainOf(error)].map((at) =>
    'code' in at && typeof at.code === 'string' ? at.code : null,
  );
  return codes.findLast((code) => code !== null) ?? null;
}

function find<Wanted extends Error>(error: unknown, isWanted: (at: Error) => at is Wanted): Wanted | null {
  return [...chainOf(error)].find(isWanted) ?? null;
}

/** An error and its causes. */
function* chainOf(error: unknown): Generator<Error, void> {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) yield at;
}
