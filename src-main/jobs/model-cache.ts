import { openModel } from '../../agents/model/open-model.ts';
import type { Model } from '../../agents/model/model.ts';
import { keyNameOf, type ModelSettings } from '../../src-shared/domain/model.ts';
import type { Remembered } from './protocol.ts';

export interface OpenModels {
  /** The model of these settings, opened before. */
  modelOf(settings: ModelSettings): Model;
}

export interface ModelRequestOptions {
  readonly keys: Readonly<Record<string, string>>;
  readonly remembered: Remembered;
  readonly signal: AbortSignal;
  /** Leaves models open that are not asked for: a job may be using them. */
  readonly isBesideOthers?: boolean;
  remember(name: string, value: unknown): void;
}

/** Models that stay loaded from job to job; those a job does not use make room before its own are loaded. */
export function createModelCache() {
  const open = new Map<string, Model>();

  const closeOthers = async (wanted: ReadonlySet<string>): Promise<void> => {
    for (const [name, model] of [...open])
      if (!wanted.has(name)) {
        open.delete(name);
        await model.close();
      }
  };

  return {
    /** Opens what is not open yet, one after the other. Throws a MODEL_ error of the first that fails. */
    async openAll(all: readonly ModelSettings[], options: ModelRequestOptions): Promise<OpenModels> {
      const nameOf = (settings: ModelSettings) => cacheKey(settings, options.keys);
      if (options.isBesideOthers !== true) await closeOthers(new Set(all.map(nameOf)));
      for (const settings of all) {
        if (open.has(nameOf(settings))) continue;
        const { keys, signal, remembered, remember } = options;
        const probeStore = { get: (name: string) => remembered[name], set: remember };
        open.set(nameOf(settings), await openModel(settings, { keys, signal, probeStore }));
      }
      return {
        modelOf: (settings) => {
          const model = open.get(nameOf(settings));
          if (!model) throw new Error('a model was asked for that this job did not open');
          return model;
        },
      };
    },
    close: () => closeOthers(new Set()),
  };
}

/** Equal settings share a model, unless their keys differ. */
function cacheKey(settings: ModelSettings, keys: Readonly<Record<string, string>>): string {
  const name = keyNameOf(settings);
  return JSON.stringify([settings, name === null ? null : (keys[name] ?? null)]);
}
