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
  cachedTokens: z.int().nullable(), // of the input: read from the provider's cache
  cacheWriteTokens: z.int().nullable().optional(), // of the input: put into it, where that has a price of its own
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
  gpuLayers: z.union([z.literal('auto'), z.int().min(0)]).optional(), // absent: all on the processor
});
const HttpAddress = z.url({ protocol: /^https?$/ });

/** Servers that speak OpenAI's wire format, as the settings offer them; each is only a filled-in form. */
export const presets = [
  'custom',
  'ollama',
  'lm-studio',
  'llama.cpp',
  'vllm',
  'groq',
  'mistral',
  'deepseek',
] as const;
export const EndpointModelSettings = z.strictObject({
  provider: z.literal('openai-compatible'),
  preset: z.enum(presets).optional(), // absent: custom
  baseUrl: HttpAddress, // used as written, never rewritten
  model: z.string().min(1),
  keyName: z.string().nullable().default(null), // which secret; the key itself never stands in settings
  contextTokens: z.int().min(512).default(8192),
  idleSeconds: z.number().positive().default(60), // longest silence before and between tokens
});

/** Vendors whose own interface is spoken. */
export const clouds = ['openai', 'openrouter', 'gemini', 'anthropic', 'cohere'] as const;
export type Cloud = (typeof clouds)[number];
export const CloudModelSettings = z.strictObject({
  provider: z.enum(clouds),
  model: z.string().min(1),
  keyName: z.string().min(1),
  baseUrl: HttpAddress.nullable().default(null), // null: the vendor's own address
  contextTokens: z.int().min(512).default(128_000),
  idleSeconds: z.number().positive().default(60),
  routing: z.array(z.string().min(1)).readonly().default([]), // OpenRouter's upstream providers, best first; [] leaves it the choice
});

/** The file of the model that comes with Fabula: where it lies is asked when it is opened. */
export const builtInFile = 'built-in';

/** Where a model is and how it is run. */
export const ModelSettings = z.discriminatedUnion('provider', [
  EmbeddedModelSettings,
  EndpointModelSettings,
  CloudModelSettings,
]);
export type EmbeddedModelSettings = z.infer<typeof EmbeddedModelSettings>;
export type EndpointModelSettings = z.infer<typeof EndpointModelSettings>;
export type CloudModelSettings = z.infer<typeof CloudModelSettings>;
export type RemoteModelSettings = EndpointModelSettings | CloudModelSettings;
export type ModelSettings = z.infer<typeof ModelSettings>;

/** A server to ask for its models, before one of them is chosen. */
export const ModelPlace = z.strictObject({
  provider: z.enum(['openai-compatible', ...clouds]),
  baseUrl: HttpAddress.nullable().default(null), // null: the vendor's own address
  keyName: z.string().nullable().default(null),
});
export type ModelPlace = z.infer<typeof ModelPlace>;

/** A model a server offers, by the name it is asked for by. What the server does not tell is null. */
export const ListedModel = z.object({
  id: z.string(),
  contextTokens: z.int().nullable(),
  maxOutputTokens: z.int().nullable(),
});
export type ListedModel = z.infer<typeof ListedModel>;

/** A default, an override for each role, and what is asked instead, in order, when a model cannot answer. */
export const ModelChoice = z.strictObject({
  default: ModelSettings,
  roles: z.partialRecord(Role, ModelSettings).default({}),
  fallbacks: z.array(ModelSettings).readonly().optional(),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

const vendorAddresses: Readonly<Record<Cloud, string>> = {
  openai: 'https://api.openai.com/v1',
  openrouter: 'https://openrouter.ai/api/v1',
  gemini: 'https://generativelanguage.googleapis.com',
  anthropic: 'https://api.anthropic.com',
  cohere: 'https://api.cohere.com',
};

/** The address a model is asked at. */
export function addressOf(settings: Pick<RemoteModelSettings, 'provider' | 'baseUrl'>): string {
  return settings.baseUrl ?? vendorAddresses[settings.provider as Cloud];
}

/** The name of the key a model asks for; null where it needs none. */
export function keyNameOf(settings: ModelSettings): string | null {
  return settings.provider === 'embedded' ? null : settings.keyName;
}

/** The stable name of a model in ledgers and caches: "embedded/<file name>", "<vendor>/<model>" or "<host>/<model>". */
export function modelIdOf(settings: ModelSettings): string {
  if (settings.provider === 'embedded') {
    const name = settings.file.split(/[\\/]/).at(-1) ?? settings.file;
    return `embedded/${name.replace(/\.gguf$/i, '')}`;
  }
  const host = settings.provider === 'openai-compatible' || settings.baseUrl !== null;
  return `${host ? new URL(addressOf(settings)).host : settings.provider}/${settings.model}`;
}
