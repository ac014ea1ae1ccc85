import { addressOf, type RemoteModelSettings } from '../../../src-shared/domain/model.ts';
import type { Adapter, AdapterPlace } from './adapter.ts';

type Asked = Pick<RemoteModelSettings, 'provider' | 'baseUrl'> &
  Partial<Pick<AdapterPlace, 'model' | 'routing'>>;
type Make = (place: AdapterPlace) => Adapter;

/** The vendors' packages are large: each is loaded when it is first needed. */
const makers: Readonly<Record<RemoteModelSettings['provider'], () => Promise<Make>>> = {
  'openai-compatible': async () => (await import('./compatible.ts')).createCompatibleAdapter,
  openai: async () => (await import('./openai.ts')).createOpenAiAdapter,
  openrouter: async () => (await import('./openrouter.ts')).createOpenRouterAdapter,
  gemini: async () => (await import('./gemini.ts')).createGeminiAdapter,
  anthropic: async () => (await import('./anthropic.ts')).createAnthropicAdapter,
  cohere: async () => (await import('./cohere.ts')).createCohereAdapter,
};

/** The adapter of a provider. Nothing is asked yet. */
export async function openAdapter(
  asked: Asked,
  { key, fetch }: Pick<AdapterPlace, 'key' | 'fetch'>,
): Promise<Adapter> {
  const { model = '', routing = [] } = asked;
  const make = await makers[asked.provider]();
  return make({ model, routing, baseUrl: addressOf(asked), key, fetch });
}
