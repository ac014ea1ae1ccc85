import { addressOf, type ListedModel, type ModelPlace } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Adapter } from './adapters/adapter.ts';
import { translateError } from './remote-errors.ts';

/** A list of models is short work: a server that has not given it by now is not going to. */
const longestSeconds = 30;

/**
 * The models an adapter's server lists, by name. Throws the AppError a failure stands for, MODEL_TIMEOUT after half a
 * minute, and the signal's reason.
 */
export async function listFrom(
  adapter: Adapter,
  asked: { readonly place: ModelPlace; readonly key: string | null; readonly signal: AbortSignal },
): Promise<readonly ListedModel[]> {
  const { place, key, signal } = asked;
  const { host } = new URL(addressOf(place));
  const late = AbortSignal.timeout(longestSeconds * 1000);
  try {
    const listed = await adapter.listModels(AbortSignal.any([signal, late]));
    return listed.toSorted((a, b) => a.id.localeCompare(b.id));
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw new AppError('MODEL_TIMEOUT', { model: host, seconds: longestSeconds });
    throw translateError(
      error,
      { model: host, host, keyName: place.keyName, key, contextTokens: 0 },
      { hasBegun: false, hasSpoken: false, promptTokens: 0, failureOf: (one) => adapter.failureOf(one) },
    );
  }
}
