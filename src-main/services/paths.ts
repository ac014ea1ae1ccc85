import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import models from '../../resources/models.json' with { type: 'json' };

const places = envPaths('fabula', { suffix: '' });

/** Where downloaded and built models live, outside the tree and outside every novel. `FABULA_CACHE` moves it. */
export function modelCacheFolder(): string {
  return join(fromEnvironment('FABULA_CACHE') ?? places.cache, 'models');
}

/** The folder of the embedding model: its ONNX graph, tokenizer.json and config.json. It may not exist yet. */
export function embeddingModelFolder(): string {
  return join(modelCacheFolder(), models.embedding.folder);
}

/** Where the embedding models of this machine lie: the bundled one, and the one that is downloaded when wanted. */
export function embeddingFolders(): { readonly bundled: string; readonly multilingual: string } {
  return {
    bundled: embeddingModelFolder(),
    multilingual: join(modelCacheFolder(), models.multilingual.folder),
  };
}

/** The GGUF of the embedded language model; `FABULA_MODEL_FILE` names another one. It may not exist yet. */
export function languageModelFile(): string {
  return (
    fromEnvironment('FABULA_MODEL_FILE') ??
    join(modelCacheFolder(), models.language.folder, models.language.fileName)
  );
}

/** The app's own data, never a novel's: app database, locks, backups, logs. `FABULA_DATA` moves it. */
export function appDataFolder(): string {
  return fromEnvironment('FABULA_DATA') ?? places.data;
}

/** The app-wide database: settings, recent novels, exams, thread counts. */
export function appDatabaseFile(): string {
  return join(appDataFolder(), 'app.sqlite');
}

/** The backups of one novel, by its identity and not by its path. */
export function backupFolder(novelId: string): string {
  return join(appDataFolder(), 'backups', novelId);
}

/** The small side databases by which a novel has one writer at a time. */
export function lockFolder(): string {
  return join(appDataFolder(), 'locks');
}

/** Local copies of novels whose own folder cannot hold an open SQLite file (synced, network, read-only). */
export function workingCopyFolder(): string {
  return join(appDataFolder(), 'working-copies');
}

/** Where logs are written. */
export function logFolder(): string {
  return join(appDataFolder(), 'logs');
}

function fromEnvironment(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value.trim() === '' ? null : resolve(value);
}
