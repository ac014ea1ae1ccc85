import { Anthropic, APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import type { PromptMessage } from '../../../src-shared/domain/job.ts';
import type { JsonSchema, ModelRequest } from '../model.ts';
import { wordsOf } from '../wire-failure.ts';
import type { Adapter, AdapterPlace, Failure } from './adapter.ts';
import { readEvents } from './anthropic-answer.ts';
import { schemaWords } from './json-schema.ts';
import { createAsking, simplerJson, type JsonManner } from './manner.ts';
import { thinkingTokens, thinks } from './thinking.ts';

/** Longest time a request may take: silence is for others to end. */
const dayMs = 24 * 60 * 60 * 1000;
/** Parts of a prompt that stay the same from one call of a job to the next. */
const stable = ['worldbook', 'characters', 'plot'];
/** Claude models from the one that takes no sampling any more; other models that answer on this wire do. */
const unsampled = /claude-(?!(?:[1-3]|[a-z]+-4(?:-[0-6])?(?:-\d{8})?$))/u;

/** Anthropic's Messages, with what stays the same of a prompt kept in its cache. */
export function createAnthropicAdapter({ model, baseUrl, key, fetch }: AdapterPlace): Adapter {
  const client = new Anthropic({
    apiKey: key ?? '',
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: dayMs,
    logLevel: 'off',
    fetch,
  });
  const asking = createAsking<JsonManner>({
    first: { json: 'schema', sendsSampling: !unsampled.test(model) },
    simpler: simplerJson(['schema', 'tool', 'words']),
    failureOf,
  });
  return {
    async *ask(request, signal) {
      const events = await asking.send(request, (manner) =>
        client.messages.create(bodyOf(model, request, manner), { signal }),
      );
      yield* readEvents(events);
    },
    async listModels(signal) {
      const listed = [];
      for await (const one of client.models.list({ limit: 1000 }, { signal }))
        listed.push({
          id: one.id,
          contextTokens: one.max_input_tokens ?? null,
          maxOutputTokens: one.max_tokens ?? null,
        });
      return listed;
    },
    failureOf,
  };
}

function bodyOf(model: string, request: ModelRequest, manner: JsonManner) {
  const { messages, schema, maxTokens, temperature, stop = [] } = request;
  const json = schema?.type === 'object' ? manner.json : 'words';
  const system = messages.filter(({ role }) => role === 'system');
  const turns = messages.filter(({ role }) => role !== 'system');
  const words = schema && json !== 'schema' ? schemaWords(schema) : ''; // proxies may leave a tool out unsaid
  return {
    model,
    stream: true as const,
    max_tokens: maxTokens + (thinks(model) ? thinkingTokens : 0),
    system: system.flatMap((message, at) => blocksOf(message, { isStable: at === system.length - 1 })),
    messages: turns.map((message, at) => ({
      role: message.role as 'user' | 'assistant',
      content: blocksOf(message, { words: at === turns.length - 1 ? words : '' }),
    })),
    ...(stop.length > 0 ? { stop_sequences: [...stop] } : {}),
    ...(manner.sendsSampling ? { temperature: Math.min(temperature, 1) } : {}),
    ...(schema ? jsonFields(schema, json) : {}),
  };
}

/** A message's parts as blocks, which the vendor joins without anything between. Empty ones are refused. */
function blocksOf(
  { parts }: PromptMessage,
  { isStable = false, words = '' }: { readonly isStable?: boolean; readonly words?: string },
) {
  const filled = parts.filter(({ text }) => text.trim() !== '');
  const last = filled.length - 1;
  const cached = isStable ? last : filled.findLastIndex(({ name }) => stable.includes(name));
  return filled.map(({ text }, at) => ({
    type: 'text' as const,
    text: at < last ? `${text}\n\n` : text + words,
    ...(at === cached ? { cache_control: { type: 'ephemeral' as const } } : {}),
  }));
}

function jsonFields(schema: JsonSchema, json: JsonManner['json']) {
  if (json === 'words') return {};
  if (json === 'schema')
    return { output_config: { format: { type: 'json_schema' as const, schema: transformed(schema) } } };
  const tool = {
    name: 'answer',
    description: 'Takes the answer.',
    input_schema: { ...schema, type: 'object' as const },
  };
  return { tools: [tool], tool_choice: { type: 'tool' as const, name: tool.name } };
}

function transformed(schema: JsonSchema): Record<string, unknown> {
  return transformJSONSchema({ ...schema, type: 'object' }) as Record<string, unknown>;
}

/** An error event inside a stream. What a status says is met before this package sees it. */
function failureOf(error: unknown): Failure | null {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return null;
  return wordsOf(error.error) ?? { status: null, words: error.message, code: error.type, waitMs: null };
}
