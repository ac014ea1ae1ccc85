import { textOfMessage, type JsonSchema, type ModelRequest } from '../model.ts';
import { closeSchema, schemaWords } from './json-schema.ts';
import { thinkingTokens, thinks } from './thinking.ts';

/** Ways of asking for JSON, the strictest first. llama-cpp-python's server and some others take a schema only with the second. */
const formats = ['json_schema', 'json_object with schema', 'json_object', 'words'] as const;

/** How a server wants to be asked. Servers differ; what one refused is not sent to it again. */
export interface Dialect {
  readonly format: (typeof formats)[number];
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
    [dialect.tokensField]: request.maxTokens + (thinks(model) ? thinkingTokens : 0),
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
  const simplerFormat = { ...dialect, format: formats[formats.indexOf(dialect.format) + 1] ?? 'words' };
  const canSimplify = hasSchema && dialect.format !== 'words';
  if (/max_completion_tokens/iu.test(words) && dialect.tokensField === 'max_tokens')
    return { ...dialect, tokensField: 'max_completion_tokens' };
  if (/stream_options|include_usage/iu.test(words) && dialect.asksUsage)
    return { ...dialect, asksUsage: false };
  if (/response_format|json|schema|grammar|no endpoints found/iu.test(words) && canSimplify)
    return simplerFormat;
  if (/temperature|top_p|seed/iu.test(words) && dialect.sendsSampling)
    return { ...dialect, sendsSampling: false };
  if (dialect.asksUsage) return { ...dialect, asksUsage: false };
  return canSimplify ? simplerFormat : null;
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
  const closed = closeSchema(schema);
  if (format === 'json_object with schema')
    return { response_format: { type: 'json_object' as const, schema: closed } };
  const json_schema = { name: 'answer', strict: true, schema: closed };
  return { response_format: { type: 'json_schema' as const, json_schema } };
}
