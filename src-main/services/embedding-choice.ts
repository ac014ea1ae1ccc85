import { existsSync } from 'node:fs';
import { EmbeddingChoice, embeddingKeyOf, usualEmbedding } from '../../src-shared/domain/embedding.ts';
import { getSetting, openAppDatabase } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import type { EmbeddingSetup } from '../retrieval/embedders.ts';
import { keyOf, type KeySources } from './model-keys.ts';
import { appDatabaseFile, embeddingFolders } from './paths.ts';

/** The name of the setting in the app's own database. */
export const embeddingSetting = 'embedding';

/** The writer's choice of an embedding model. One that is no longer understood counts as none. */
export function readEmbeddingChoice(app: Db): EmbeddingChoice {
  const kept = EmbeddingChoice.safeParse(getSetting(app, embeddingSetting));
  return kept.success ? kept.data : usualEmbedding;
}

/** The choice with the folders of this machine and the keys it asks for, as the library's worker is told it. */
export function readEmbedding(sources: KeySources = {}, app: Db | null = null): EmbeddingSetup {
  const choice = app ? readEmbeddingChoice(app) : readSaved();
  const names = [choice.wanted, ...choice.before].map(embeddingKeyOf).filter((name) => name !== null);
  const keys = names.flatMap((name) => {
    const key = keyOf(name, sources);
    return key ? [[name, key] as const] : [];
  });
  return { ...choice, keys: Object.fromEntries(keys), folders: embeddingFolders() };
}

function readSaved(): EmbeddingChoice {
  if (!existsSync(appDatabaseFile())) return usualEmbedding;
  const app = openAppDatabase();
  try {
    return readEmbeddingChoice(app);
  } finally {
    app.close();
  }
}
