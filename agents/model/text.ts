import type { Usage } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { FinishReason, Model, ModelRequest } from './model.ts';

/** A whole answer. `reason` says whether it came to its own end. */
export interface CollectedText {
  readonly text: string;
  readonly reasoning: string;
  readonly reason: FinishReason;
  readonly usage: Usage;
  /** What was said instead of an answer, with reason `content-filter`. */
  readonly refusal?: string;
}

/**
 * Asks a model and joins its answer; `onText` sees each piece as it comes. An abort gives what was written so far
 * with reason `aborted`. Throws what the model throws, and MODEL_CUT_SHORT when no end came.
 */
export async function collectText(
  model: Model,
  request: ModelRequest,
  { signal, onText }: { readonly signal: AbortSignal; readonly onText?: (text: string) => void },
): Promise<CollectedText> {
  let text = '';
  let reasoning = '';
  for await (const part of model.stream(request, signal)) {
    if (part.type === 'end') {
      const { reason, usage, refusal } = part;
      return { text, reasoning, reason, usage, ...(refusal === undefined ? {} : { refusal }) };
    }
    if (part.type === 'reasoning-delta') reasoning += part.text;
    else if (part.type === 'text-delta') {
      text += part.text;
      onText?.(part.text);
    }
  }
  throw new AppError('MODEL_CUT_SHORT', { model: model.id });
}
