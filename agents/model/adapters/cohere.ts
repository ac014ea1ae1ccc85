import { CohereClientV2, type Cohere } from 'cohere-ai';
import type { Usage } from '../../../src-shared/domain/model.ts';
import { textOfMessage, type ModelRequest } from '../model.ts';
import { WireFailure } from '../wire.ts';
import type { Adapter, AdapterPlace, AnswerPart } from './adapter.ts';
import { sparingProse } from './cohere-prose.ts';
import { narrowSchema, schemaWords } from './json-schema.ts';
import { createAsking, simplerJson, type JsonManner } from './manner.ts';
import { thinkingTokens, thinks } from './thinking.ts';

/** Longest time a request may take: silence is for others to end. */
const daySeconds = 24 * 60 * 60;
/** What of JSON Schema the vendor documents for answers. */
const known = new Set([
  ...['$defs', '$ref', 'type', 'title', 'description', 'enum', 'items', 'anyOf'],
  ...['properties', 'additionalProperties', 'required'],
]);

/** Cohere's chat, the second version. */
export function createCohereAdapter({ model, baseUrl, key, fetch }: AdapterPlace): Adapter {
  const client = new CohereClientV2({ token: key ?? '', baseUrl, fetch: sparingProse(fetch) });
  const failureOf = () => null; // it tells of no failure inside a stream that is not an event of its own
  const options = (abortSignal: AbortSignal) => ({
    abortSignal,
    maxRetries: 0,
    timeoutInSeconds: daySeconds,
  });
  const asking = createAsking<JsonManner>({
    first: { json: 'schema', sendsSampling: true },
    simpler: simplerJson(['schema', 'words']),
    failureOf,
  });
  return {
    async *ask(request, signal) {
      const events = await asking.send(request, (manner) =>
        client.chatStream(bodyOf(model, request, manner), options(signal)),
      );
      for await (const event of events) yield* partsOf(event);
    },
    async listModels(signal) {
      const { models } = await client.models.list({ pageSize: 1000, endpoint: 'chat' }, options(signal));
      return models.flatMap(({ name, contextLength }) =>
        name === undefined ? [] : [{ id: name, contextTokens: contextLength ?? null, maxOutputTokens: null }],
      );
    },
    failureOf,
  };
}

function bodyOf(model: string, request: ModelRequest, manner: JsonManner): Cohere.V2ChatStreamRequest {
  const { messages, schema, maxTokens, temperature, topP, seed, stop = [] } = request;
  const json = schema?.type === 'object' ? manner.json : 'words';
  const words = schema && json === 'words' ? schemaWords(schema) : '';
  return {
    model,
    messages: messages.map((message, at) => ({
      role: message.role,
      content: textOfMessage(message) + (at === messages.length - 1 ? words : ''),
    })),
    maxTokens: maxTokens + (thinks(model) ? thinkingTokens : 0),
    ...(manner.sendsSampling
      ? {
          temperature: Math.min(temperature, 1),
          ...(topP === undefined ? {} : { p: topP }),
          ...(seed === undefined ? {} : { seed }),
        }
      : {}),
    ...(stop.length > 0 ? { stopSequences: [...stop] } : {}),
    ...(schema && json === 'schema'
      ? { responseFormat: { type: 'json_object', jsonSchema: narrowSchema(schema, known) } }
      : {}),
  };
}

function* partsOf(event: Cohere.V2ChatStreamResponse): Generator<AnswerPart, void> {
  if (event.type === 'content-delta') {
    const { text, thinking } = event.delta?.message?.content ?? {};
    if (thinking) yield { type: 'reasoning-delta', text: thinking };
    if (text) yield { type: 'text-delta', text };
  } else if (event.type === 'message-end') {
    if (event.delta?.finishReason) yield finishOf(event.delta.finishReason, event.delta.error);
    if (event.delta?.usage) yield { type: 'usage', usage: usageOf(event.delta.usage) };
  } else yield { type: 'alive' };
}

function finishOf(reason: string, error: string | undefined): AnswerPart {
  if (reason === 'MAX_TOKENS') return { type: 'finish', reason: 'length' };
  if (reason === 'ERROR_TOXIC') return { type: 'finish', reason: 'content-filter', refusal: error ?? reason };
  if (['COMPLETE', 'STOP_SEQUENCE', 'TOOL_CALL'].includes(reason)) return { type: 'finish', reason: 'stop' };
  throw new WireFailure({ status: null, words: error ?? reason, code: reason, waitMs: null });
}

/** What is billed goes before what the model saw, which the vendor's own words around the prompt are a part of. */
function usageOf({ billedUnits, tokens, cachedTokens }: Cohere.Usage): Usage {
  return {
    inputTokens: billedUnits?.inputTokens ?? tokens?.inputTokens ?? null,
    outputTokens: billedUnits?.outputTokens ?? tokens?.outputTokens ?? null,
    cachedTokens: cachedTokens ?? null,
  };
}
