import type { ModelSettings } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { openEndpointModel } from './endpoint-model.ts';
import { openLlamaModel } from './llama-model.ts';
import type { Model } from './model.ts';
import { guardModel } from './guard-model.ts';
import { createGuards, type Guards } from './guards.ts';
import type { ProbeStore } from './thread-probe.ts';

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
  if (settings.provider !== 'openai-compatible')
    throw new AppError('INPUT_INVALID', { field: 'provider', reason: settings.provider });
  const { keyName } = settings;
  const key = keyName === null ? null : (options.keys?.[keyName] ?? '');
  if (key === '')
    throw new AppError('MODEL_KEY_MISSING', { host: new URL(settings.baseUrl).host, key: keyName });
  const { host } = new URL(settings.baseUrl);
  return guardModel(openEndpointModel(settings, key), { host, guards: options.guards ?? createGuards() });
}
