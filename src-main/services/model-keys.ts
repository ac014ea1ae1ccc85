import type { ModelChoice } from '../../src-shared/domain/model.ts';

/** The secrets these models ask for, by name, as the environment holds them. They are never stored or logged. */
export function readKeys(
  { default: usual, roles }: ModelChoice,
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const names = [usual, ...Object.values(roles)].flatMap((settings) =>
    settings.provider === 'openai-compatible' && settings.keyName !== null ? [settings.keyName] : [],
  );
  const found = names.flatMap((name) => {
    const key = environment[name]?.trim();
    return key ? [[name, key] as const] : [];
  });
  return Object.fromEntries(found);
}
