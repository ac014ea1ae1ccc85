import {
  addressOf,
  type ListedModel,
  type ModelPlace,
  type ModelSettings,
  type RemoteModelSettings,
} from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openAdapter } from './adapters/open-adapter.ts';
import { guardModel } from './guard-model.ts';
import { createGuards, type Guards } from './guards.ts';
import { createLearntLimits } from './learnt-limits.ts';
import { openLlamaModel } from './llama-model.ts';
import type { Model } from './model.ts';
import { createRemoteModel } from './remote-model.ts';
import { listFrom } from './remote-models.ts';
import type { ProbeStore } from './thread-probe.ts';
import { wireFetch } from './wire.ts';

export interface OpenModelOptions {
  /** Secrets by name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Where thread counts are remembered. */
  readonly probeStore?: ProbeStore;
  /** Called with the part of an embedded model that is loaded, 0..1. */
  readonly onLoadProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
  /** What models of one host share; a model opened without them is guarded by itself. */
  readonly guards?: Guards;
}

/**
 * The model of these settings, ready to answer. An embedded one is loaded; an endpoint is not asked anything yet.
 * Throws MODEL_KEY_MISSING when the key it names is missing, and what loading throws.
 */
export async function openModel(settings: ModelSettings, options: OpenModelOptions = {}): Promise<Model> {
  if (settings.provider === 'embedded') return openLlamaModel(settings, options);
  const host = new URL(addressOf(settings)).host;
  const key = keyFor(settings, options.keys);
  const guards = options.guards ?? createGuards();
  const learnt = createLearntLimits(guards.clock);
  const adapter = await openAdapter(settings, { key, fetch: learnt.heed(wireFetch) });
  const model = createRemoteModel(adapter, settings, key);
  return guardModel(model, { host, guards, learnt });
}

/** The models a server offers. Throws MODEL_KEY_MISSING, and what the server's failure stands for. */
export async function listModels(
  place: ModelPlace,
  { keys, signal }: { readonly keys: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<readonly ListedModel[]> {
  const key = keyFor(place, keys);
  const adapter = await openAdapter(place, { key, fetch: wireFetch });
  return listFrom(adapter, { place, key, signal });
}

type Keyed = Pick<RemoteModelSettings, 'provider' | 'baseUrl'> & { readonly keyName: string | null };

function keyFor(asked: Keyed, keys: Readonly<Record<string, string>> = {}): string | null {
  const { keyName } = asked;
  const key = keyName === null ? null : (keys[keyName] ?? '');
  if (key === '')
    throw new AppError('MODEL_KEY_MISSING', { host: new URL(addressOf(asked)).host, key: keyName });
  return key;
}
