import type { ModelChoice, ModelSettings } from '../../src-shared/domain/model.ts';

/** Every model a choice may use. */
export function settingsIn({ default: usual, roles }: ModelChoice): readonly ModelSettings[] {
  return [usual, ...Object.values(roles)];
}

/** The secrets these models ask for, by name, as the environment holds them. They are never stored or logged. */
export function readKeys(
  models: readonly ModelSettings[],
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const names = models.flatMap((settings) =>
    settings.provider === 'openai-compatible' && settings.keyName !== null ? [settings.keyName] : [],
  );
  const found = names.flatMap((name) => {
    const key = environment[name]?.trim();
    return key ? [[name, key] as const] : [];
  });
  return Object.fromEntries(found);
}
