import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import models from '../../resources/models.json' with { type: 'json' };
import { loadDeclarations } from '../../agents/load-declarations.ts';
import { probeKey, Threads } from '../../agents/model/thread-probe.ts';
import {
  builtInFile,
  EmbeddedModelSettings,
  ModelChoice,
  modelIdOf,
  roles,
  type ModelSettings,
} from '../../src-shared/domain/model.ts';
import type { ModelsOverview, OwnModel } from '../../src-shared/domain/models-overview.ts';
import { getSetting, listExams, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import { getNovelSettings, setNovelSetting } from '../db/novels.ts';
import { overridesOf } from '../novels/novel-declarations.ts';
import { openMachineMemory } from '../services/machine-memory.ts';
import { withFile } from '../services/model-choice.ts';
import { settingsIn } from '../services/model-keys.ts';
import { embeddingModelFolder, languageModelFile } from '../services/paths.ts';
import { haveSizes, type PinnedFile } from '../services/pinned-files.ts';

const setting = 'models';

/** The app's own database and, where the question is about a novel too, the novel's. */
export interface ModelPlaces {
  readonly app: Db;
  readonly novel: Db | null;
}

/** What the settings show about models. A choice that is no longer understood shows as none. */
export function getModels(places: ModelPlaces, environment = process.env): ModelsOverview {
  const app = appChoice(places.app);
  const novel = places.novel && novelChoice(places.novel);
  const declared = places.novel ? declaredIn(places.novel) : [];
  const all = [app, ...(novel ? [novel] : [])]
    .flatMap(settingsIn)
    .concat(declared.map(({ settings }) => settings));
  const ids = [...new Set(all.map((each) => modelIdOf(withFile(each))))];
  return {
    app,
    novel,
    environment: environment.FABULA_MODEL_URL?.trim() || null,
    declared,
    language: { ...languageModel(), threads: rememberedThreads(places.app) },
    search: searchModel(),
    exams: ids.flatMap((id) => listExams(places.app, id)),
  };
}

/** Keeps the app's choice, or the novel's where there is one; null takes it back. Throws DISK_FULL, DATABASE_FAILED. */
export function setModels(places: ModelPlaces, choice: ModelChoice | null): ModelsOverview {
  if (places.novel) setNovelSetting(places.novel, { name: setting, value: choice });
  else setSetting(places.app, { name: setting, value: choice ?? undefined });
  return getModels(places);
}

/** Every model that may be asked: by the app's choice, by the novel's, by the novel's own crew. */
export function everyModel(places: ModelPlaces): readonly ModelSettings[] {
  const { app, novel, declared } = getModels(places);
  return [
    ...settingsIn(app),
    ...(novel ? settingsIn(novel) : []),
    ...declared.map(({ settings }) => settings),
  ];
}

function appChoice(db: Db): ModelChoice {
  const kept = ModelChoice.safeParse(getSetting(db, setting));
  const builtIn = EmbeddedModelSettings.parse({ provider: 'embedded', file: builtInFile });
  return kept.success ? kept.data : { default: builtIn, roles: {} };
}

function novelChoice(db: Db): ModelChoice | null {
  const kept = ModelChoice.safeParse(getNovelSettings(db)[setting]);
  return kept.success ? kept.data : null;
}

function declaredIn(db: Db): ModelsOverview['declared'] {
  try {
    const { agents } = loadDeclarations(overridesOf(db));
    return roles.flatMap((role) => {
      const settings = agents[role].model;
      return settings === null ? [] : [{ role, settings }];
    });
  } catch {
    return []; // the job says what is wrong with the novel's own crew
  }
}

function languageModel(): OwnModel {
  const { name, licence, files } = models.language;
  const place = languageModelFile();
  const isOwn = basename(place) === models.language.fileName; // FABULA_MODEL_FILE may name any other
  const state = isOwn ? stateOf(dirname(place), files) : existsSync(place) ? 'ready' : 'missing';
  return { name: isOwn ? name : basename(place), place, licence, bytes: sizeOf(files), state };
}

function searchModel(): OwnModel {
  const { name, licence, files } = models.embedding;
  const place = embeddingModelFolder();
  return { name, place, licence, bytes: sizeOf(files), state: stateOf(place, files) };
}

const sizeOf = (files: readonly PinnedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function stateOf(folder: string, files: readonly PinnedFile[]): OwnModel['state'] {
  if (haveSizes(folder, files)) return 'ready';
  return files.some(({ name }) => existsSync(join(folder, name))) ? 'damaged' : 'missing';
}

function rememberedThreads(db: Db): Threads | null {
  const [{ bytes = 0 } = {}] = models.language.files;
  const id = modelIdOf({ provider: 'embedded', file: languageModelFile(), contextTokens: 0, threads: null });
  const kept = openMachineMemory(() => db).listRemembered()[probeKey(id, bytes)];
  return Threads.safeParse(kept).data ?? null;
}
