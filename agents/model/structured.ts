import { z } from 'zod';
import type { PromptMessage } from '../../src-shared/domain/job.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Model, ModelRequest } from './model.ts';
import { collectText } from './text.ts';

export interface StructuredRequest<Value> {
  readonly messages: readonly PromptMessage[];
  readonly schema: z.ZodType<Value>;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
}

/**
 * Asks a model for one JSON value of a shape. How the answer ended is looked at before it is parsed: a truncated one
 * is asked for once more with twice the room where it fits, and never accepted. A wrong one gets one turn of repair.
 * Throws MODEL_OUTPUT_INVALID after that (its text: `keptText`), the signal's reason when aborted, and what the model throws.
 */
export async function generateStructured<Value>(
  model: Model,
  request: StructuredRequest<Value>,
  signal: AbortSignal,
): Promise<Value> {
  const { schema, ...rest } = request;
  const asked: ModelRequest = { ...rest, schema: z.toJSONSchema(schema, { io: 'input' }) };
  const first = await askWithRoom(model, asked, signal);
  const parsed = parseAnswer(first, schema);
  if ('value' in parsed) return parsed.value;

  const repair: PromptMessage[] = [
    ...request.messages,
    { role: 'assistant', parts: [{ name: 'answer', text: first }] },
    { role: 'user', parts: [{ name: 'repair', text: repairWords(parsed.wrong) }] },
  ];
  const second = await askWithRoom(model, { ...asked, messages: repair }, signal).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'MODEL_PROMPT_TOO_LONG') return null;
    throw error;
  });
  if (second === null) throw invalid(model, parsed.wrong, first);
  const repaired = parseAnswer(second, schema);
  if ('value' in repaired) return repaired.value;
  throw invalid(model, repaired.wrong, second);
}

/** The text an answer had that was not accepted; null for any other error. It is kept out of messages and logs. */
export function keptText(error: unknown): string | null {
  if (!(error instanceof AppError) || error.code !== 'MODEL_OUTPUT_INVALID') return null;
  const kept = z.object({ text: z.string() }).safeParse(error.cause);
  return kept.success ? kept.data.text : null;
}

/** A complete answer's text; asked again once with twice the room when it was cut off. */
async function askWithRoom(model: Model, request: ModelRequest, signal: AbortSignal): Promise<string> {
  for (let maxTokens = request.maxTokens, isLast = false; ; isLast = true) {
    const answer = await collectText(model, { ...request, maxTokens }, { signal });
    if (answer.reason === 'stop') return answer.text;
    if (answer.reason === 'aborted') {
      signal.throwIfAborted();
      throw new DOMException('The model was closed while it answered', 'AbortError');
    }
    if (answer.reason === 'content-filter')
      throw invalid(model, 'the server withheld the answer', answer.text || (answer.refusal ?? ''));
    const free = model.contextTokens - (await model.countPrompt(request.messages));
    const more = Math.min(maxTokens * 2, free);
    if (isLast || more <= maxTokens)
      throw invalid(model, `it was cut off after ${maxTokens} tokens`, answer.text);
    maxTokens = more;
  }
}

function parseAnswer<Value>(text: string, schema: z.ZodType<Value>): { value: Value } | { wrong: string } {
  let json: unknown;
  try {
    json = JSON.parse(cutJson(text));
  } catch {
    return { wrong: 'it is not JSON' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const issues = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`);
  return { wrong: issues.join('; ') };
}

/** The JSON in an answer that may stand in a Markdown fence or between words. */
function cutJson(text: string): string {
  const trimmed = text.trim();
  const fenced = /^```(?:json)?\s*([\s\S]*?)\s*```$/u.exec(trimmed)?.[1];
  if (fenced !== undefined) return fenced;
  const start = trimmed.search(/[[{]/u);
  const end = Math.max(trimmed.lastIndexOf('}'), trimmed.lastIndexOf(']'));
  return start >= 0 && end > start && !/^["\d-]/u.test(trimmed) ? trimmed.slice(start, end + 1) : trimmed;
}

function repairWords(wrong: string): string {
  return `That answer cannot be used: ${wrong}. Answer again with the corrected JSON and nothing else.`;
}

function invalid(model: Model, reason: string, text: string): AppError {
  return new AppError('MODEL_OUTPUT_INVALID', { model: model.id, reason }, { text });
}
