import {
  embeddingKeyOf,
  embeddingNameOf,
  usualEmbedding,
  type EmbeddingChoice,
  type EmbeddingSettings,
} from '../../src-shared/domain/embedding.ts';
import { setSetting } from '../db/app-database.ts';
import { embeddingSetting, readEmbeddingChoice } from '../services/embedding-choice.ts';
import type { App } from './app.ts';
import { indexKeeperOf } from './keep-index.ts';

/** So many earlier models are remembered: a novel that was not opened since may still answer with one of them. */
const mostBefore = 8;

/** Which embedding model the writer wants. */
export function getEmbedding({ db }: Pick<App, 'db'>): EmbeddingChoice {
  return readEmbeddingChoice(db);
}

/**
 * Chooses the embedding model for all novels. The open novel begins to go over to it; the old model answers until
 * everything is embedded. Choosing the one that answers ends a switch. Throws DISK_FULL and DATABASE_FAILED.
 */
export function setEmbedding(app: App, wanted: EmbeddingSettings): EmbeddingChoice {
  const { wanted: last, before } = readEmbeddingChoice(app.db);
  const name = embeddingNameOf(wanted);
  const others = [last, ...before].filter((each) => embeddingNameOf(each) !== name);
  const choice: EmbeddingChoice = { ...usualEmbedding, wanted, before: others.slice(0, mostBefore) };
  setSetting(app.db, { name: embeddingSetting, value: choice });
  renewEmbedding(app);
  return choice;
}

/** Whether an embedding model asks for the key of this name. */
export function isEmbeddingKey({ db }: Pick<App, 'db'>, name: string): boolean {
  const { wanted, before } = readEmbeddingChoice(db);
  return [wanted, ...before].some((settings) => embeddingKeyOf(settings) === name);
}

/** Lets the open novel's library begin anew: a model was chosen, fetched or given a key. */
export function renewEmbedding(app: App): void {
  if (!app.session) return;
  app.session.renewLibrary();
  indexKeeperOf(app.session, app).restart();
}
