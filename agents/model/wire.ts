import { AppError, type ErrorData } from '../../src-shared/errors.ts';
import type { Failure } from './adapters/adapter.ts';
import { readFailure } from './wire-failure.ts';

/** A server answered with a status that is none of success. */
export class WireFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`the server answered with status ${failure.status ?? 0}`);
    this.name = 'WireFailure';
    this.failure = failure;
  }
}

/** A line longer than this is no model's: the longest list of models is half of it. */
const longestLine = 4 * 1024 * 1024;

/**
 * What every adapter sends its requests with, so that all servers fail in one way: a status is thrown as WireFailure, a
 * page or a redirect as MODEL_NOT_A_MODEL_SERVER, and a line without an end as MODEL_FAILED. It waits as long as it is
 * let: silence is for others to end. Redirects are not followed, for a key would follow them.
 */
export const wireFetch: typeof fetch = async (input, init) => {
  const options = { ...init, redirect: 'manual' as const, dispatcher: patient };
  const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
  const response = await fetch(input, options as object).catch((error: unknown) => {
    throw isBlockedPort(error)
      ? new AppError('MODEL_UNREACHABLE', { host: url.host, reason: 'bad port' })
      : error;
  });
  const notAModel = async (movedTo: string | null = null): Promise<AppError> => {
    await response.body?.cancel().catch(() => undefined);
    const moved: ErrorData = movedTo === null ? {} : { movedTo };
    return new AppError('MODEL_NOT_A_MODEL_SERVER', { host: url.host, ...moved });
  };
  if (response.status >= 300 && response.status < 400)
    throw await notAModel(response.headers.get('location'));
  if (!response.ok) throw new WireFailure(await readFailure(response));
  if (response.headers.get('content-type')?.includes('text/html')) throw await notAModel();
  return withBoundedLines(response, url.host);
};

/** Ports of other services are closed to every `fetch`, whatever listens there (Fetch Standard, port blocking). */
function isBlockedPort(error: unknown): boolean {
  return error instanceof TypeError && error.cause instanceof Error && error.cause.message === 'bad port';
}

function withBoundedLines(response: Response, host: string): Response {
  if (!response.body) return response;
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  let line = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const end = value.lastIndexOf(0x0a);
        line = end === -1 ? line + value.length : value.length - end - 1;
        if (line > longestLine) {
          await reader.cancel().catch(() => undefined);
          throw new AppError('MODEL_FAILED', { model: host, reason: 'a line without an end' });
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}

interface Dispatcher {
  dispatch(options: object, handler: unknown): boolean;
}

/** Node's own dispatcher without its five minutes to the first header and between two pieces of a body. */
const patient: Dispatcher = {
  dispatch(options, handler) {
    const places = globalThis as unknown as Record<symbol, Dispatcher | undefined>;
    const usual = places[Symbol.for('undici.globalDispatcher.1')];
    if (!usual) throw new Error('this runtime has no dispatcher');
    return usual.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);
  },
};
