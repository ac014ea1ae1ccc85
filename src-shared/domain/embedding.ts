import { z } from 'zod';
import { ModelSettings } from './model.ts';

const HttpAddress = z.url({ protocol: /^https?$/ });
const Dimensions = z.int().min(32).max(4096).nullable().default(null); // null: as many as the model gives

/** What makes vectors of meaning: a model on this machine, or a server that is sent every passage and every question. */
export const EmbeddingSettings = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('bundled') }),
  z.strictObject({ provider: z.literal('multilingual') }), // multilingual-e5-small, downloaded once
  z.strictObject({
    provider: z.literal('ollama'),
    baseUrl: HttpAddress.default('http://127.0.0.1:11434'), // without a path: /api/embed is asked
    model: z.string().trim().min(1),
  }),
  z.strictObject({
    provider: z.literal('openai'),
    model: z.string().trim().min(1).default('text-embedding-3-small'),
    keyName: z.string().min(1),
    dimensions: Dimensions,
  }),
  z.strictObject({
    provider: z.literal('gemini'),
    model: z.string().trim().min(1).default('gemini-embedding-001'),
    keyName: z.string().min(1),
    dimensions: Dimensions,
  }),
  z.strictObject({
    provider: z.literal('openai-compatible'),
    baseUrl: HttpAddress, // used as written; /embeddings is put after it
    model: z.string().trim().min(1),
    keyName: z.string().min(1).nullable().default(null),
  }),
]);
export type EmbeddingSettings = z.infer<typeof EmbeddingSettings>;
export type RemoteEmbeddingSettings = Exclude<
  EmbeddingSettings,
  { readonly provider: 'bundled' | 'multilingual' }
>;

/** The writer's choice: what is wanted, and what was chosen before and may still answer until a novel has switched. */
export const EmbeddingChoice = z.strictObject({
  wanted: EmbeddingSettings,
  before: z.array(EmbeddingSettings).readonly().default([]),
});
export type EmbeddingChoice = z.infer<typeof EmbeddingChoice>;

/** The choice of a writer who never made one. */
export const usualEmbedding: EmbeddingChoice = { wanted: { provider: 'bundled' }, before: [] };

const vendorAddresses = {
  openai: 'https://api.openai.com/v1',
  gemini: 'https://generativelanguage.googleapis.com',
} as const;

/** True for an embedding model that is asked over a network. */
export function isRemoteEmbedding(settings: EmbeddingSettings): settings is RemoteEmbeddingSettings {
  return settings.provider !== 'bundled' && settings.provider !== 'multilingual';
}

/** The address an embedding model is asked at. */
export function embeddingAddressOf(settings: RemoteEmbeddingSettings): string {
  return 'baseUrl' in settings ? settings.baseUrl : vendorAddresses[settings.provider];
}

/** An embedding model as the ledger and the price list know a model. */
export function embeddingAsModel(settings: RemoteEmbeddingSettings): ModelSettings {
  const { provider, model } = settings;
  const keyName = embeddingKeyOf(settings);
  if (provider === 'openai' || provider === 'gemini')
    return ModelSettings.parse({ provider, model, keyName });
  const preset = provider === 'ollama' ? provider : undefined;
  const { baseUrl } = settings;
  return ModelSettings.parse({ provider: 'openai-compatible', preset, baseUrl, model, keyName });
}

/** The name of the key an embedding model asks for; null where it needs none. */
export function embeddingKeyOf(settings: EmbeddingSettings): string | null {
  return 'keyName' in settings ? settings.keyName : null;
}

/**
 * The stable name of an embedding model, by which vectors are kept: the same name means the same space, and vectors
 * of two names are never compared.
 */
export function embeddingNameOf(settings: EmbeddingSettings): string {
  switch (settings.provider) {
    case 'bundled':
      return 'all-MiniLM-L6-v2-int8';
    case 'multilingual':
      return 'multilingual-e5-small-int8';
    case 'ollama':
      return `ollama/${settings.model}`;
    case 'openai-compatible':
      return `${new URL(settings.baseUrl).host}/${settings.model}`;
    case 'openai':
    case 'gemini': {
      const size = settings.dimensions === null ? '' : `@${settings.dimensions}`;
      return `${settings.provider}/${settings.model}${size}`;
    }
  }
}
