import { OpenAI } from 'openai';
import type { ModelRequest } from '../model.ts';
import type { Adapter, AdapterPlace, AnswerPart } from './adapter.ts';
import { readChat } from './chat-answer.ts';
import { bodyOf, fullDialect, simplerDialect, type Dialect } from './chat-dialect.ts';
import { listChatModels } from './chat-models.ts';
import { createAsking } from './manner.ts';

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
  const client = createClient(place, options);
  const failureOf = () => null; // what a status or an event says is met before this package sees it
  const asking = createAsking({
    first: { ...fullDialect, ...options.dialect },
    simpler: simplerDialect,
    failureOf,
  });
  return {
    async *ask(request, signal): AsyncGenerator<AnswerPart, void> {
      const response = await asking.send(request, (dialect) => {
        const body = { ...bodyOf(place.model, request, dialect), ...options.extraOf?.(request, dialect) };
        return client.chat.completions.create(body, { signal }).asResponse();
      });
      yield* readChat(response);
    },
    listModels: (signal) => listChatModels(client, signal),
    failureOf,
  };
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
