import { keyNameOf, type ModelChoice, type ModelSettings } from '../../src-shared/domain/model.ts';
import type { SecretStore } from './secrets.ts';

/** Every model a choice may use. */
export function settingsIn({ default: usual, roles, fallbacks = [] }: ModelChoice): readonly ModelSettings[] {
  return [usual, ...Object.values(roles), ...fallbacks];
}

export interface KeySources {
  readonly secrets?: Pick<SecretStore, 'get'> | null;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The secrets these models ask for, by name: as the writer gave them to the app, else as the environment holds them. */
export function readKeys(
  models: readonly ModelSettings[],
  sources: KeySources = {},
): Readonly<Record<string, string>> {
  const found = namesIn(models).flatMap((name) => {
    const key = keyOf(name, sources);
    return key ? [[name, key] as const] : [];
  });
  return Object.fromEntries(found);
}

/** One secret, as the writer gave it to the app, else as the environment holds it; null where there is none. */
export function keyOf(
  name: string,
  { secrets = null, environment = process.env }: KeySources = {},
): string | null {
  return secrets?.get(name)?.trim() || environment[name]?.trim() || null;
}

/** The names of the keys these models ask for, each once. */
export function namesIn(models: readonly ModelSettings[]): readonly string[] {
  const names = models.map(keyNameOf).filter((name) => name !== null);
  return [...new Set(names)];
}
