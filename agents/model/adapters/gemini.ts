import { ApiError, GoogleGenAI, type Content, type GenerateContentConfig } from '@google/genai';
import { textOfMessage, type ModelRequest } from '../model.ts';
import { wordsOf } from '../wire-failure.ts';
import type { Adapter, AdapterPlace, Failure } from './adapter.ts';
import { readChunks } from './gemini-answer.ts';
import { narrowSchema, schemaWords } from './json-schema.ts';
import { createAsking, simplerJson, type JsonManner } from './manner.ts';
import { thinkingTokens, thinks } from './thinking.ts';

/** What of JSON Schema the vendor documents for answers. */
const known = new Set([
  ...[
    '$defs',
    '$ref',
    'type',
    'title',
    'description',
    'enum',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
  ],
  ...['minimum', 'maximum', 'anyOf', 'properties', 'additionalProperties', 'required'],
]);

/** Google's Gemini. */
export function createGeminiAdapter({ model, baseUrl, key, fetch }: AdapterPlace): Adapter {
  const client = new GoogleGenAI({
    vertexai: false,
    apiVersion: 'v1beta', // where the vendor documents schemas and thoughts
    apiKey: key ?? 'none',
    httpOptions: { baseUrl, fetch },
  });
  const asking = createAsking<JsonManner>({
    first: { json: 'schema', sendsSampling: true },
    simpler: simplerJson(['schema', 'words']),
    failureOf,
  });
  return {
    async *ask(request, signal) {
      const chunks = await asking.send(request, (manner) => {
        const config = { ...configOf(model, request, manner), abortSignal: signal };
        return client.models.generateContentStream({ model, contents: contentsOf(request, manner), config });
      });
      yield* readChunks(chunks);
    },
    async listModels(signal) {
      const listed = [];
      for await (const one of await client.models.list({ config: { abortSignal: signal, pageSize: 1000 } }))
        if (
          one.name !== undefined &&
          (one.supportedActions ?? ['generateContent']).includes('generateContent')
        )
          listed.push({
            id: one.name.replace(/^models\//u, ''),
            contextTokens: one.inputTokenLimit ?? null,
            maxOutputTokens: one.outputTokenLimit ?? null,
          });
      return listed;
    },
    failureOf,
  };
}

function configOf(model: string, request: ModelRequest, manner: JsonManner): GenerateContentConfig {
  const { messages, schema, maxTokens, temperature, topP, seed, stop = [] } = request;
  const system = messages.filter(({ role }) => role === 'system').map(textOfMessage);
  const isThinking = thinks(model);
  return {
    maxOutputTokens: maxTokens + (isThinking ? thinkingTokens : 0),
    automaticContinuation: false,
    ...(isThinking ? { thinkingConfig: { includeThoughts: true } } : {}),
    ...(system.length > 0 ? { systemInstruction: system.join('\n\n') } : {}),
    ...(stop.length > 0 ? { stopSequences: [...stop] } : {}),
    ...(manner.sendsSampling
      ? { temperature, ...(topP === undefined ? {} : { topP }), ...(seed === undefined ? {} : { seed }) }
      : {}),
    ...(schema ? { responseMimeType: 'application/json' } : {}),
    ...(schema && manner.json === 'schema' ? { responseJsonSchema: narrowSchema(schema, known) } : {}),
  };
}

function contentsOf({ messages, schema }: ModelRequest, { json }: JsonManner): Content[] {
  const turns = messages.filter(({ role }) => role !== 'system');
  return turns.map((message, at) => {
    const words = schema && json === 'words' && at === turns.length - 1 ? schemaWords(schema) : '';
    return {
      role: message.role === 'assistant' ? 'model' : 'user',
      parts: [{ text: textOfMessage(message) + words }],
    };
  });
}

/** An error inside a stream, which the package words as "got status: 503. {its JSON}". */
function failureOf(error: unknown): Failure | null {
  if (!(error instanceof ApiError)) return null;
  const { message, status } = error;
  const told = wordsOf(parseJson(message.slice(Math.max(message.indexOf('{'), 0))));
  return { words: message, code: null, waitMs: null, ...told, status };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
