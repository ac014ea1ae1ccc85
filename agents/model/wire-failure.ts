import { z } from 'zod';
import type { Failure } from './adapters/adapter.ts';
import { waitOfLimits } from './learnt-limits.ts';

const longestBody = 64 * 1024;
const longestReadMs = 1000;

/** The ways in which servers word a failure: OpenAI's, Anthropic's, Google's, Cohere's, FastAPI's, and a bare string. */
const Words = z.looseObject({
  message: z.string().optional().catch(undefined),
  param: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  details: z
    .array(z.looseObject({ retryDelay: z.string().optional() }))
    .optional()
    .catch(undefined),
  metadata: z
    .looseObject({ raw: z.string().optional(), reasons: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});
const Body = z.looseObject({
  error: z.union([z.string(), Words]).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z
    .union([z.string(), z.array(z.looseObject({ msg: z.string() }))])
    .optional()
    .catch(undefined),
});

/** What a response with a failing status says. Reads no more of it than a failure needs, and not for ever. */
export async function readFailure(response: Response): Promise<Failure> {
  const { status, headers } = response;
  const body = await readSome(response);
  const told = wordsOf(parseJson(body));
  const words = told?.words ?? (isPlain(headers) && body.trim() !== '' ? body : null);
  return {
    ...told,
    status,
    words,
    code: told?.code ?? null,
    waitMs: waitOf(headers) ?? told?.waitMs ?? (status === 429 ? waitOfLimits(headers, Date.now()) : null),
  };
}

/** What a failure's JSON says, as it stands in a body or in an event of a stream; null where it is none. */
export function wordsOf(json: unknown): (Omit<Failure, 'status'> & { status: number | null }) | null {
  const parsed = Body.safeParse(Array.isArray(json) ? (json as unknown[])[0] : json);
  if (!parsed.success) return null;
  const { error, message, detail } = parsed.data;
  if (typeof error === 'object') return ofWords(error);
  const found =
    error ?? message ?? (Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : detail);
  return found === undefined ? null : { status: null, words: found, code: null, waitMs: null };
}

function ofWords({ message, param, code, type, status, details, metadata }: z.infer<typeof Words>) {
  const delay = details?.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay;
  const number = /^[45]\d\d$/u.test(String(code)) ? Number(code) : null; // LiteLLM writes it as a string
  const all = [
    message,
    metadata?.reasons?.join(', '),
    metadata?.raw,
    param,
    typeof code === 'string' ? code : null,
  ];
  return {
    status: number,
    words: all.filter((part) => part).join(' ') || (type ?? ''),
    code: (typeof code === 'string' ? code : null) ?? status ?? type ?? null,
    waitMs: delay === undefined ? null : Number.parseFloat(delay) * 1000,
    isFlagged:
      metadata?.reasons !== undefined || code === 'content_policy_violation' || code === 'content_filter',
  };
}

async function readSome(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), longestReadMs);
  let text = '';
  try {
    while (text.length < longestBody) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // what came is what there is
  }
  clearTimeout(timer);
  await reader.cancel().catch(() => undefined);
  return text;
}

function isPlain(headers: Headers): boolean {
  return headers.get('content-type')?.includes('text/plain') ?? false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How long a server asks to wait, in milliseconds: seconds or a date (RFC 9110, Retry-After). */
function waitOf(headers: Headers): number | null {
  const exact = headers.get('retry-after-ms');
  if (exact !== null && Number(exact) >= 0) return Number(exact);
  const value = headers.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
