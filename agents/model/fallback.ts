import { AppError, type ErrorCode } from '../../src-shared/errors.ts';
import type { Model, ModelPart, ModelRequest, ModelWait } from './model.ts';

/** A model that is opened when those before it cannot answer. */
export interface Fallback {
  open(): Promise<Model>;
}

/** Failures another model may not have. A prompt that is too long or an answer that is wrong is not among them. */
const elsewhere: readonly ErrorCode[] = [
  'MODEL_FILE_MISSING',
  'MODEL_FILE_INVALID',
  'MODEL_LOAD_FAILED',
  'MODEL_UNREACHABLE',
  'MODEL_KEY_MISSING',
  'MODEL_UNAUTHORIZED',
  'MODEL_RATE_LIMITED',
  'MODEL_REFUSED_REQUEST',
  'MODEL_NOT_A_MODEL_SERVER',
  'MODEL_TIMEOUT',
  'MODEL_CUT_SHORT',
  'MODEL_FAILED',
  'MODEL_CIRCUIT_OPEN',
  'MODEL_BUDGET_SPENT',
];

/**
 * The same model; when it cannot answer, the next one is asked, in order. That happens only while nothing of the answer has come: an
 * answer that broke off is never begun anew by another voice, its text is kept and marked like that of any model. `answeredBy`
 * of the end says who answered where it was another. Throws the first model's failure when none could answer.
 */
export function fallbackModel(model: Model, fallbacks: readonly Fallback[]): Model {
  if (fallbacks.length === 0) return model;
  const stream: Model['stream'] = (request, signal) => streamFromAny({ model, fallbacks, request, signal });
  return { ...model, stream };
}

interface Chain {
  readonly model: Model;
  readonly fallbacks: readonly Fallback[];
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamFromAny({ model, fallbacks, request, signal }: Chain): AsyncGenerator<ModelPart, void> {
  const chain: readonly Fallback[] = [{ open: () => Promise.resolve(model) }, ...fallbacks];
  let first: unknown = null;
  for (const [at, { open }] of chain.entries()) {
    let hasBegun = false;
    try {
      const asked = await open();
      for await (const part of asked.stream(request, signal)) {
        if (at < fallbacks.length && isShut(part)) throw shutError(part.wait);
        hasBegun ||= part.type !== 'waiting';
        yield part.type === 'end' && asked.id !== model.id ? { ...part, answeredBy: asked.id } : part;
      }
      return;
    } catch (error) {
      first ??= error;
      const mayGoOn = first === error ? isElsewhere(error) : error instanceof AppError;
      if (hasBegun || !mayGoOn || signal.aborted) throw hasBegun ? error : first;
    }
  }
  throw first;
}

/** A host that is down is waited for only where there is no other model. */
function isShut(part: ModelPart): part is Extract<ModelPart, { type: 'waiting' }> {
  return part.type === 'waiting' && part.wait.why === 'circuit-open';
}

function shutError({ host }: ModelWait): AppError {
  return new AppError('MODEL_CIRCUIT_OPEN', { host });
}

function isElsewhere(error: unknown): boolean {
  return error instanceof AppError && elsewhere.includes(error.code);
}
