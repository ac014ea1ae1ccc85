import type { JsonSchema, ModelRequest } from './model.ts';
import { textOfMessage } from './model.ts';

/** How a server wants to be asked. Servers differ; what one refused is not sent to it again. */
export interface Dialect {
  readonly format: 'json_schema' | 'json_object' | 'words';
  readonly tokensField: 'max_tokens' | 'max_completion_tokens';
  readonly asksUsage: boolean;
  readonly sendsSampling: boolean;
}

/** What is tried first: everything the wire format has. */
export const fullDialect: Dialect = {
  format: 'json_schema',
  tokensField: 'max_tokens',
  asksUsage: true,
  sendsSampling: true,
};

/** The body of a streamed chat completion, as OpenAI's API reference lays it down. */
export function bodyOf(model: string, request: ModelRequest, dialect: Dialect) {
  const format = request.schema ? formatFor(request.schema, dialect) : 'words';
  const messages = request.messages.map((message) => ({
    role: message.role,
    content: textOfMessage(message),
  }));
  const last = messages.at(-1);
  if (request.schema && format !== 'json_schema' && last) last.content += schemaWords(request.schema);
  return {
    model,
    messages,
    stream: true as const,
    [dialect.tokensField]: request.maxTokens,
    ...(dialect.sendsSampling ? samplingOf(request) : {}),
    ...(request.stop && request.stop.length > 0 ? { stop: [...request.stop] } : {}),
    ...(dialect.asksUsage ? { stream_options: { include_usage: true } } : {}),
    ...(request.schema ? responseFormat(request.schema, format) : {}),
  };
}

/**
 * The next simpler dialect after a refusal in these words, or null when asking differently cannot help. `hasSchema`
 * says whether the request was for JSON.
 */
export function simplerDialect(dialect: Dialect, words: string, hasSchema: boolean): Dialect | null {
  const simplerFormat = {
    ...dialect,
    format: dialect.format === 'json_schema' ? 'json_object' : 'words',
  } as const;
  const canSimplify = hasSchema && dialect.format !== 'words';
  if (isTooLong(words)) return null;
  if (/max_completion_tokens/iu.test(words) && dialect.tokensField === 'max_tokens')
    return { ...dialect, tokensField: 'max_completion_tokens' };
  if (/stream_options|include_usage/iu.test(words) && dialect.asksUsage)
    return { ...dialect, asksUsage: false };
  if (/response_format|json|schema|grammar/iu.test(words) && canSimplify) return simplerFormat;
  if (/temperature|top_p|seed/iu.test(words) && dialect.sendsSampling)
    return { ...dialect, sendsSampling: false };
  if (dialect.asksUsage) return { ...dialect, asksUsage: false };
  return canSimplify ? simplerFormat : null;
}

/** True when a server's words say that the prompt does not fit its window. */
export function isTooLong(words: string): boolean {
  return /context[_ ](length|window|size)|maximum context|too many tokens|prompt is too long/iu.test(words);
}

function samplingOf({ temperature, topP, seed }: ModelRequest) {
  return {
    temperature,
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** Servers enforce objects only; any other shape is asked for in words. */
function formatFor(schema: JsonSchema, dialect: Dialect): Dialect['format'] {
  return schema.type === 'object' ? dialect.format : 'words';
}

function responseFormat(schema: JsonSchema, format: Dialect['format']) {
  if (format === 'words') return {};
  if (format === 'json_object') return { response_format: { type: 'json_object' as const } };
  const json_schema = { name: 'answer', strict: true, schema: tighten(schema) as Record<string, unknown> };
  return { response_format: { type: 'json_schema' as const, json_schema } };
}

function schemaWords(schema: JsonSchema): string {
  const shown = JSON.stringify(withoutDialect(schema));
  return `\n\nAnswer with one JSON value and nothing else. It follows this JSON Schema:\n${shown}`;
}

/** Strict mode wants every object closed and every key required. */
function tighten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tighten);
  if (typeof value !== 'object' || value === null) return value;
  const rest = withoutDialect(value as JsonSchema);
  const inner = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, tighten(part)]));
  if (rest.type !== 'object' || typeof rest.properties !== 'object' || rest.properties === null) return inner;
  return { ...inner, required: Object.keys(rest.properties), additionalProperties: false };
}

function withoutDialect(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
}
