import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  builtInFile,
  EndpointModelSettings,
  EmbeddedModelSettings,
  ModelChoice,
  type ModelSettings,
} from '../../src-shared/domain/model.ts';
import { AppError } from '../../src-shared/errors.ts';
import { getSetting, openAppDatabase } from '../db/app-database.ts';
import { appDatabaseFile, languageModelFile } from './paths.ts';

/** What a caller says about models; what it leaves out is looked up. */
export interface ModelWish {
  readonly modelFile?: string | undefined; // a GGUF on this machine
  readonly modelUrl?: string | undefined; // an OpenAI-compatible endpoint
  readonly modelName?: string | undefined;
  readonly keyEnv?: string | undefined; // the environment variable that holds its key
}

export interface ModelSurroundings {
  readonly environment?: NodeJS.ProcessEnv;
  /** The saved setting `models`; undefined where there is none. */
  readonly saved?: () => unknown;
}

/**
 * The models of a job: what was asked for, else the endpoint FABULA_MODEL_URL, FABULA_MODEL_NAME and FABULA_API_KEY
 * name, else the saved choice, else the embedded model. Keys are named, never held. Throws INPUT_INVALID.
 */
export function chooseModels(wish: ModelWish = {}, surroundings: ModelSurroundings = {}): ModelChoice {
  const { environment = process.env, saved = readSavedChoice } = surroundings;
  if (wish.modelFile !== undefined) return embedded(resolve(wish.modelFile));
  const url = wish.modelUrl ?? nonEmpty(environment.FABULA_MODEL_URL);
  if (url !== undefined)
    return endpoint({
      url,
      name: wish.modelName ?? nonEmpty(environment.FABULA_MODEL_NAME),
      keyName: wish.keyEnv ?? (nonEmpty(environment.FABULA_API_KEY) && 'FABULA_API_KEY'),
    });
  const kept = saved();
  return kept === undefined ? embedded(languageModelFile()) : readModelChoice(kept);
}

/** A choice that was kept, with the built-in model's file found on this machine. Throws a ZodError where it is none. */
export function readModelChoice(kept: unknown): ModelChoice {
  const { default: usual, roles, fallbacks } = ModelChoice.parse(kept);
  const own = Object.entries(roles).map(([role, settings]) => [role, withFile(settings)] as const);
  const instead = fallbacks && { fallbacks: fallbacks.map(withFile) };
  return { default: withFile(usual), roles: Object.fromEntries(own), ...instead };
}

/** The settings with the file of the built-in model in place of its name. */
export function withFile(settings: ModelSettings): ModelSettings {
  const isBuiltIn = settings.provider === 'embedded' && settings.file === builtInFile;
  return isBuiltIn ? { ...settings, file: languageModelFile() } : settings;
}

function embedded(file: string): ModelChoice {
  return { default: EmbeddedModelSettings.parse({ provider: 'embedded', file }), roles: {} };
}

function endpoint({
  url,
  name,
  keyName,
}: Record<'url' | 'name' | 'keyName', string | undefined>): ModelChoice {
  if (name === undefined)
    throw new AppError('INPUT_INVALID', {
      field: '--model-name',
      reason: `say which model to ask ${url} for`,
    });
  const settings = EndpointModelSettings.safeParse({
    provider: 'openai-compatible',
    baseUrl: url,
    model: name,
    keyName: keyName ?? null,
  });
  if (!settings.success)
    throw new AppError('INPUT_INVALID', { field: '--model-url', reason: `${url} is no http address` });
  return { default: settings.data, roles: {} };
}

function readSavedChoice(): unknown {
  if (!existsSync(appDatabaseFile())) return undefined;
  const db = openAppDatabase();
  try {
    return getSetting(db, 'models');
  } finally {
    db.close();
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
