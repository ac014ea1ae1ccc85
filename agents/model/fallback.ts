import { AppError, type ErrorCode } from '../../src-shared/errors.ts';
import { systemClock, type Clock } from './clock.ts';
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

/** A host that asks for more patience than this is not waited for where another model can answer. */
const longestWaitMs = 20_000;

/**
 * The same model; when it cannot answer, the next one is asked, in order. That happens only while nothing of the answer has come: an
 * answer that broke off is never begun anew by another voice, its text is kept and marked like that of any model. A host that is down
 * or asks for a wait of more than 20 seconds counts as one that cannot; its wait is told with who is asked `meanwhile`, and it
 * is asked first again when its time has come. `answeredBy` of the end says who answered where it was another. Throws the first model's failure when none could answer.
 */
export function fallbackModel(
  model: Model,
  fallbacks: readonly Fallback[],
  clock: Pick<Clock, 'now'> = systemClock,
): Model {
  if (fallbacks.length === 0) return model;
  const stream: Model['stream'] = (request, signal) =>
    streamFromAny({ model, fallbacks, clock, request, signal });
  return { ...model, stream };
}

interface Chain {
  readonly model: Model;
  readonly fallbacks: readonly Fallback[];
  readonly clock: Pick<Clock, 'now'>;
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
}

async function* streamFromAny({
  model,
  fallbacks,
  clock,
  request,
  signal,
}: Chain): AsyncGenerator<ModelPart, void> {
  const chain: readonly Fallback[] = [{ open: () => Promise.resolve(model) }, ...fallbacks];
  let first: unknown = null;
  let shut: ModelWait | null = null;
  for (const [at, { open }] of chain.entries()) {
    let hasBegun = false;
    try {
      const asked = await open();
      if (shut) yield { type: 'waiting', wait: { ...shut, meanwhile: asked.id } };
      for await (const part of asked.stream(request, signal)) {
        if (at < fallbacks.length && isShut(part, clock.now()))
          throw shutError((shut = part.wait), clock.now());
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

/** A host that is down, or says for how long it will not answer. The pace that the writer set is kept instead. */
function isShut(part: ModelPart, now: number): part is Extract<ModelPart, { type: 'waiting' }> {
  if (part.type !== 'waiting' || part.wait.why === 'pace') return false;
  return part.wait.why === 'circuit-open' || part.wait.until - now > longestWaitMs;
}

function shutError({ host, why, until }: ModelWait, now: number): AppError {
  if (why === 'circuit-open') return new AppError('MODEL_CIRCUIT_OPEN', { host });
  return new AppError('MODEL_RATE_LIMITED', { host, seconds: Math.ceil((until - now) / 1000) });
}

function isElsewhere(error: unknown): boolean {
  return error instanceof AppError && elsewhere.includes(error.code);
}
