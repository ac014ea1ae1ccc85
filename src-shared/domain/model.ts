import { z } from 'zod';

/** The agents a crew is made of, as agents.yaml declares them. */
export const roles = [
  'director',
  'context-keeper',
  'writer',
  'structural-reviewer',
  'character-reviewer',
  'style-reviewer',
  'technical-reviewer',
  'editor',
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Tokens of one model call. What a provider does not tell stays null: unknown is never 0. */
export const Usage = z.object({
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  cachedTokens: z.int().nullable(),
});
export type Usage = z.infer<typeof Usage>;

export const EmbeddedModelSettings = z.strictObject({
  provider: z.literal('embedded'),
  file: z.string().min(1), // a GGUF on this machine
  contextTokens: z.int().min(512).default(4096),
  threads: z
    .strictObject({ writing: z.int().min(1), reading: z.int().min(1) })
    .nullable()
    .default(null), // null: probed
});
export const EndpointModelSettings = z.strictObject({
  provider: z.literal('openai-compatible'),
  baseUrl: z.url({ protocol: /^https?$/ }), // used as written, never rewritten
  model: z.string().min(1),
  keyName: z.string().nullable().default(null), // which secret; the key itself never stands in settings
  contextTokens: z.int().min(512).default(8192),
  idleSeconds: z.number().positive().default(60), // longest silence before and between tokens
});
/** The file of the model that comes with Fabula: where it lies is asked when it is opened. */
export const builtInFile = 'built-in';

/** Where a model is and how it is run. */
export const ModelSettings = z.discriminatedUnion('provider', [EmbeddedModelSettings, EndpointModelSettings]);
export type EmbeddedModelSettings = z.infer<typeof EmbeddedModelSettings>;
export type EndpointModelSettings = z.infer<typeof EndpointModelSettings>;
export type ModelSettings = z.infer<typeof ModelSettings>;

/** A default and an override for each role. */
export const ModelChoice = z.strictObject({
  default: ModelSettings,
  roles: z.partialRecord(Role, ModelSettings).default({}),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

/** The stable name of a model in ledgers and caches: "embedded/<file name>" or "<host>/<model>". */
export function modelIdOf(settings: ModelSettings): string {
  if (settings.provider === 'embedded') {
    const name = settings.file.split(/[\\/]/).at(-1) ?? settings.file;
    return `embedded/${name.replace(/\.gguf$/i, '')}`;
  }
  return `${new URL(settings.baseUrl).host}/${settings.model}`;
}
