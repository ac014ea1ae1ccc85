import { createGuards } from '../../agents/model/guards.ts';
import { openModel } from '../../agents/model/open-model.ts';
import type { Model } from '../../agents/model/model.ts';
import type { RateLimits } from '../../agents/model/rate-queue.ts';
import { unableModel } from '../../agents/model/unable-model.ts';
import { keyNameOf, type ModelSettings } from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Remembered } from './protocol.ts';

export interface OpenModels {
  /** The model of these settings, opened before. */
  modelOf(settings: ModelSettings): Model;
  /** A fallback, opened when it is first needed. Throws a MODEL_ error. */
  openLater(settings: ModelSettings): Promise<Model>;
}

export interface ModelRequestOptions {
  readonly keys: Readonly<Record<string, string>>;
  readonly remembered: Remembered;
  readonly signal: AbortSignal;
  /** Leaves models open that are not asked for: a job may be using them. */
  readonly isBesideOthers?: boolean;
  /** Asked when one of them cannot answer; then a model that cannot be opened says so only when it is asked. */
  readonly fallbacks?: readonly ModelSettings[];
  remember(name: string, value: unknown): void;
}

/** Models that stay loaded from job to job; those a job does not use make room before its own are loaded. */
export function createModelCache() {
  const open = new Map<string, Model>();
  const guards = createGuards();

  const closeOthers = async (wanted: ReadonlySet<string>): Promise<void> => {
    for (const [name, model] of [...open])
      if (!wanted.has(name)) {
        open.delete(name);
        await model.close();
      }
  };

  const openOne = async (settings: ModelSettings, options: ModelRequestOptions): Promise<Model> => {
    const name = cacheKey(settings, options.keys);
    const known = open.get(name);
    if (known) return known;
    const { keys, signal, remembered, remember } = options;
    const probeStore = { get: (key: string) => remembered[key], set: remember };
    const model = await openModel(settings, { keys, signal, probeStore, guards });
    open.set(name, model);
    return model;
  };

  return {
    /** Opens what is not open yet, one after the other. Throws a MODEL_ error of the first that fails. */
    async openAll(all: readonly ModelSettings[], options: ModelRequestOptions): Promise<OpenModels> {
      const { fallbacks = [] } = options;
      const nameOf = (settings: ModelSettings) => cacheKey(settings, options.keys);
      if (options.isBesideOthers !== true) await closeOthers(new Set([...all, ...fallbacks].map(nameOf)));
      const unable = new Map<string, Model>();
      for (const settings of all) {
        try {
          await openOne(settings, options);
        } catch (error) {
          if (fallbacks.length === 0 || !(error instanceof AppError)) throw error;
          unable.set(nameOf(settings), unableModel(settings, error));
        }
      }
      return {
        modelOf: (settings) => {
          const model = open.get(nameOf(settings)) ?? unable.get(nameOf(settings));
          if (!model) throw new Error('a model was asked for that this job did not open');
          return model;
        },
        openLater: (settings) => openOne(settings, options),
      };
    },
    /** How fast hosts may be asked from now on. */
    setLimits: (limits: Readonly<Record<string, RateLimits>>): void => guards.setLimits(limits),
    close: () => closeOthers(new Set()),
  };
}

/** Equal settings share a model, unless their keys differ. */
function cacheKey(settings: ModelSettings, keys: Readonly<Record<string, string>>): string {
  const name = keyNameOf(settings);
  return JSON.stringify([settings, name === null ? null : (keys[name] ?? null)]);
}
