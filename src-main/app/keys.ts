import type { KeyList } from '../../src-shared/domain/models-overview.ts';
import { embeddingKeyOf } from '../../src-shared/domain/embedding.ts';
import { readEmbeddingChoice } from '../services/embedding-choice.ts';
import { namesIn } from '../services/model-keys.ts';
import type { SecretStore } from '../services/secrets.ts';
import { everyModel, type ModelPlaces } from './models.ts';

export interface KeyPlaces extends ModelPlaces {
  readonly secrets: SecretStore;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Which keys there are and which a model asks for and cannot have: names, never values. */
export function listKeys({ secrets, environment = process.env, ...places }: KeyPlaces): KeyList {
  const kept = secrets.names();
  const { wanted } = readEmbeddingChoice(places.app);
  const search = embeddingKeyOf(wanted);
  const names = new Set([...namesIn(everyModel(places)), ...(search === null ? [] : [search])]);
  const asked = [...names].filter((name) => !kept.includes(name));
  const isSet = (name: string): boolean => (environment[name]?.trim() ?? '') !== '';
  return {
    isLasting: secrets.isLasting,
    kept,
    fromEnvironment: asked.filter(isSet),
    wanted: asked.filter((name) => !isSet(name)),
  };
}

/** Keeps a key: sealed by the system's keyring, or in memory for this session. Throws DISK_FULL, DATABASE_FAILED. */
export function keepKey(
  places: KeyPlaces,
  { name, value }: { readonly name: string; readonly value: string },
): KeyList {
  places.secrets.set(name, value);
  return listKeys(places);
}

/** Forgets a key. */
export function removeKey(places: KeyPlaces, name: string): KeyList {
  places.secrets.remove(name);
  return listKeys(places);
}
