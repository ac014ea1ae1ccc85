import { APIConnectionError, APIError } from 'openai';
import { AppError, type ErrorData } from '../../src-shared/errors.ts';
import { isTooLong } from './endpoint-dialect.ts';

/** What a failure's message is filled with. The key itself is here only to be taken out of a server's words. */
export interface EndpointNames {
  readonly model: string;
  readonly host: string;
  readonly keyName: string | null;
  readonly key: string | null;
  readonly contextTokens: number;
}

const dropped = [
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
];
const longestWords = 200;
const defaultWaitSeconds = 60;

/** How far the request had come when it failed. */
export interface Failing {
  readonly hasBegun: boolean;
  readonly promptTokens: number;
}

/**
 * The AppError a foreign failure stands for. Passing failures
 * carry `isPassing: true`, and `retryAfterMs` where the server named a time.
 */
export function translateError(error: unknown, names: EndpointNames, failing: Failing): AppError {
  const { hasBegun } = failing;
  if (error instanceof AppError) return error;
  const { host, model } = names;
  if (error instanceof APIConnectionError) {
    const reason = codeOf(error);
    return new AppError(
      'MODEL_UNREACHABLE',
      { host, reason, ...passing(dropped.includes(reason)) },
      error.cause,
    );
  }
  if (error instanceof APIError)
    return error.status === undefined ? fromStream(error, names) : fromStatus(error, names, failing);
  if (error instanceof SyntaxError)
    return hasBegun ? new AppError('MODEL_CUT_SHORT', { model }, error) : notAModelServer(names);
  if (hasBegun) return new AppError('MODEL_CUT_SHORT', { model }, error);
  return new AppError('MODEL_UNREACHABLE', { host, reason: codeOf(error), ...passing(true) }, error);
}

/** The address answers, but not as a model server would. */
export function notAModelServer({ host }: EndpointNames): AppError {
  return new AppError('MODEL_NOT_A_MODEL_SERVER', { host });
}

/** A server's own words, short and without the key. */
export function wordsOf(error: APIError, key: string | null): string {
  const body: unknown = error.error;
  const message =
    typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
      ? body.message
      : error.message;
  const all = [message, error.param, error.code].filter((part) => part && part !== '').join(' ');
  const safe = key ? all.replaceAll(key, '…') : all;
  return safe.replace(/\s+/gu, ' ').slice(0, longestWords);
}

function fromStatus(error: APIError, names: EndpointNames, { promptTokens }: Failing): AppError {
  const { host, model, keyName, key, contextTokens } = names;
  const status = error.status ?? 0;
  const reason = wordsOf(error, key);
  const wait = waitOf(error);
  const cause = `${status} ${reason}`;
  if (status === 401 || status === 403)
    return new AppError('MODEL_UNAUTHORIZED', { host, key: keyName ?? '-' }, cause);
  if (status === 429) {
    const seconds = wait === null ? defaultWaitSeconds : Math.ceil(wait / 1000);
    const isQuota = error.code === 'insufficient_quota';
    return new AppError('MODEL_RATE_LIMITED', { host, seconds, ...passing(!isQuota), ...after(wait) }, cause);
  }
  if (status === 408 || status === 409 || status >= 500)
    return new AppError('MODEL_FAILED', { model, reason, status, ...passing(true), ...after(wait) }, cause);
  if (isTooLong(reason))
    return new AppError(
      'MODEL_PROMPT_TOO_LONG',
      { model, tokens: promptTokens, limit: contextTokens },
      cause,
    );
  if (status === 404 && error.error === undefined) return notAModelServer(names);
  return new AppError('MODEL_REFUSED_REQUEST', { host, reason, status }, cause);
}

/** An error event inside a stream. */
function fromStream(error: APIError, { host, model, key }: EndpointNames): AppError {
  const reason = wordsOf(error, key);
  return /rate.?limit/iu.test(reason)
    ? new AppError('MODEL_RATE_LIMITED', { host, seconds: defaultWaitSeconds, ...passing(true) }, reason)
    : new AppError('MODEL_FAILED', { model, reason }, reason);
}

function passing(isPassing: boolean): ErrorData {
  return isPassing ? { isPassing } : {};
}

function after(wait: number | null): ErrorData {
  return wait === null ? {} : { retryAfterMs: wait };
}

/** How long the server asks to wait, in milliseconds: seconds or a date (RFC 9110, Retry-After). */
function waitOf({ headers }: APIError): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** The system's code at the bottom of a chain of causes. */
function codeOf(error: unknown): string {
  let code = 'unknown';
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const inner = 'code' in at && typeof at.code === 'string' ? at.code : null;
    if (inner) code = inner;
  }
  return code;
}
