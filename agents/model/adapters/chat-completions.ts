import { APIConnectionError, APIError, OpenAI } from 'openai';
import type { ModelRequest } from '../model.ts';
import { failureIn } from '../remote-errors.ts';
import { wordsOf } from '../wire-failure.ts';
import type { Adapter, AdapterPlace, AnswerPart, Failure } from './adapter.ts';
import { readChat } from './chat-answer.ts';
import { bodyOf, fullDialect, simplerDialect, type Dialect } from './chat-dialect.ts';
import { listChatModels } from './chat-models.ts';

/** What one server of this wire format wants beyond it. */
export interface ChatOptions {
  readonly dialect?: Partial<Dialect>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of the body that OpenAI's does not have. */
  extraOf?(request: ModelRequest, dialect: Dialect): Record<string, unknown>;
}

/**
 * OpenAI's chat completions, which several vendors and all local servers speak. A server that refuses a part of the
 * format is asked again without it, and from then on.
 */
export function createChatAdapter(place: AdapterPlace, options: ChatOptions = {}): Adapter {
  const chat: Chat = {
    place,
    options,
    client: createClient(place, options),
    dialect: { ...fullDialect, ...options.dialect },
  };
  return {
    async *ask(request, signal): AsyncGenerator<AnswerPart, void> {
      yield* readChat(await send(chat, request, signal), chat.client);
    },
    listModels: (signal) => listChatModels(chat.client, signal),
    failureOf,
  };
}

interface Chat {
  readonly place: AdapterPlace;
  readonly options: ChatOptions;
  readonly client: OpenAI;
  dialect: Dialect;
}

/** Longest time a request may take: silence is for others to end. */
const dayMs = 24 * 60 * 60 * 1000;

function createClient({ baseUrl, key, fetch }: AdapterPlace, { headers }: ChatOptions): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: dayMs,
    logLevel: 'off',
    fetch,
    defaultHeaders: { ...headers, ...(key === null ? { Authorization: null } : {}) },
  });
}

/** Sends the request in the simplest dialect known to be needed; each refusal simplifies it further. */
async function send(chat: Chat, request: ModelRequest, signal: AbortSignal): Promise<Response> {
  const { client, place, options } = chat;
  for (let dialect = chat.dialect; ;) {
    try {
      const body = { ...bodyOf(place.model, request, dialect), ...options.extraOf?.(request, dialect) };
      const response = await client.chat.completions.create(body, { signal }).asResponse();
      chat.dialect = dialect;
      return response;
    } catch (error) {
      const failure = failureIn(error, { failureOf });
      if (![400, 404, 422].includes(failure?.status ?? 0)) throw error;
      const simpler = simplerDialect(dialect, failure?.words ?? '', request.schema !== undefined);
      if (!simpler) throw error;
      dialect = simpler;
    }
  }
}

/** An error event inside a stream. What a status says is met before this package sees it. */
function failureOf(error: unknown): Failure | null {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return null;
  return wordsOf({ error: error.error }) ?? { status: null, words: error.message, code: null, waitMs: null };
}
