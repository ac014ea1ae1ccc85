import { APIError, OpenAI } from 'openai';
import { modelIdOf, type EndpointModelSettings } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { readAnswer } from './endpoint-answer.ts';
import { bodyOf, fullDialect, simplerDialect, type Dialect } from './endpoint-dialect.ts';
import { notAModelServer, translateError, wordsOf, type EndpointNames } from './endpoint-errors.ts';
import { watchIdle, type IdleWatch } from './idle-watch.ts';
import { textOfMessage, type Model, type ModelPart, type ModelRequest } from './model.ts';
import { estimatePrompt, estimateTokens, leastTokens } from './token-estimate.ts';
import { unknownUsage } from './usage.ts';

/** How long a server may take to close an answer whose finish reason it has sent. */
const longestEndingMs = 3000;
/** Longest time a fetch itself may take: the idle watch is what ends a silent one. */
const dayMs = 24 * 60 * 60 * 1000;

/**
 * A model behind an OpenAI-compatible address, which is used as written. It asks once: retries are another layer's.
 * A server that refuses a part of the wire format is asked again without it, and from then on.
 */
export function openEndpointModel(settings: EndpointModelSettings, key: string | null): Model {
  const host = new URL(settings.baseUrl).host;
  const id = modelIdOf(settings);
  const { contextTokens, keyName } = settings;
  const endpoint: Endpoint = {
    settings,
    names: { model: id, host, keyName, key, contextTokens },
    client: new OpenAI({
      baseURL: settings.baseUrl,
      apiKey: key ?? 'none',
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: dayMs,
      logLevel: 'off',
      ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
    }),
    closing: new AbortController(),
    dialect: fullDialect,
  };
  return {
    id,
    contextTokens,
    facts: null,
    countTokens: estimateTokens,
    countPrompt: (messages) => estimatePrompt(messages.map(textOfMessage)),
    stream: (request, signal) => streamAnswer(endpoint, request, signal),
    close() {
      endpoint.closing.abort();
      return Promise.resolve();
    },
  };
}

interface Endpoint {
  readonly settings: EndpointModelSettings;
  readonly names: EndpointNames;
  readonly client: OpenAI;
  readonly closing: AbortController;
  dialect: Dialect;
}

async function* streamAnswer(
  endpoint: Endpoint,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, void> {
  const { names, settings, client } = endpoint;
  const promptTokens = await ensureFits(request, names);
  const idle = watchIdle(settings.idleSeconds * 1000);
  const controller = new AbortController();
  const stopped = AbortSignal.any([signal, endpoint.closing.signal]);
  const abort = () => controller.abort();
  for (const one of [stopped, idle.signal]) one.addEventListener('abort', abort, { once: true });
  if (stopped.aborted) abort();
  let hasBegun = false;
  let hasEnded = false;
  try {
    const response = await ask(endpoint, request, { idle, controller });
    const notAModel = () => notAModelServer(names);
    idle.start();
    for await (const part of readAnswer(response, { client, controller, notAModel })) {
      idle.stop();
      if (typeof part === 'object') {
        hasBegun = true;
        hasEnded = part.type === 'end';
        yield part;
      }
      idle.start(part === 'ending' ? longestEndingMs : undefined);
    }
    if (!hasEnded) throw new AppError('MODEL_CUT_SHORT', { model: names.model });
  } catch (error) {
    if (hasEnded) return;
    if (stopped.aborted) return yield { type: 'end', reason: 'aborted', usage: unknownUsage };
    if (idle.signal.aborted)
      throw new AppError('MODEL_TIMEOUT', { model: names.model, seconds: settings.idleSeconds });
    throw translateError(error, names, { hasBegun, promptTokens });
  } finally {
    idle.stop();
    stopped.removeEventListener('abort', abort);
    controller.abort();
  }
}

/** Sends the request in the simplest dialect known to be needed; each refusal simplifies it further. */
async function ask(
  endpoint: Endpoint,
  request: ModelRequest,
  { idle, controller }: { idle: IdleWatch; controller: AbortController },
): Promise<Response> {
  const { client, settings, names } = endpoint;
  for (let dialect = endpoint.dialect; ;) {
    idle.start();
    try {
      const body = bodyOf(settings.model, request, dialect);
      const response = await client.chat.completions.create(body, { signal: controller.signal }).asResponse();
      endpoint.dialect = dialect;
      return response;
    } catch (error) {
      if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) throw error;
      const simpler = simplerDialect(dialect, wordsOf(error, names.key), request.schema !== undefined);
      if (!simpler) throw error;
      dialect = simpler;
    } finally {
      idle.stop();
    }
  }
}

/** The prompt's tokens. Throws MODEL_PROMPT_TOO_LONG where even the lowest count does not fit; closer calls are the server's. */
async function ensureFits(request: ModelRequest, { model, contextTokens }: EndpointNames): Promise<number> {
  const tokens = await leastTokens(request.messages.map(textOfMessage));
  if (tokens + request.maxTokens > contextTokens)
    throw new AppError('MODEL_PROMPT_TOO_LONG', {
      model,
      tokens,
      answer: request.maxTokens,
      limit: contextTokens,
    });
  return tokens;
}
