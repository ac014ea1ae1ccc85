import { calcPrice, type Provider } from '@pydantic/genai-prices';
import type { OwnPrice, OwnPrices } from '../../src-shared/domain/costs.ts';
import { addressOf, modelIdOf, type ModelSettings, type Usage } from '../../src-shared/domain/model.ts';
import { isOnThisMachine } from '../jobs/recover-jobs.ts';

/** What a model's calls cost: nothing, nobody knows, or a function of what they used. */
export type ModelPrice =
  | { readonly kind: 'local' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'priced'; costOf(usage: Usage): number | null };

/** The vendors' names in the price list, by ours. */
const vendors: Readonly<Record<string, string>> = {
  openai: 'openai',
  openrouter: 'openrouter',
  gemini: 'google',
  anthropic: 'anthropic',
  cohere: 'cohere',
  groq: 'groq',
  mistral: 'mistral',
  deepseek: 'deepseek',
};

/**
 * The price of a model: the writer's own goes before all, a model on this machine costs nothing, and the rest stand in the
 * price list or are unknown. Costs are US dollars; null where a usage does not say its tokens.
 */
export function priceOf(settings: ModelSettings, own: OwnPrices = {}, at = new Date()): ModelPrice {
  const price = own[modelIdOf(settings)];
  if (price) return listed(settings, { provider: ownProvider(price) }, at);
  if (isOnThisMachine(settings) || settings.provider === 'embedded') return { kind: 'local' };
  const vendor = settings.provider === 'openai-compatible' ? settings.preset : settings.provider;
  const providerId = vendor === undefined ? undefined : vendors[vendor];
  return listed(settings, providerId ? { providerId } : { providerApiUrl: addressOf(settings) }, at);
}

type Where = Pick<NonNullable<Parameters<typeof calcPrice>[2]>, 'provider' | 'providerId' | 'providerApiUrl'>;

function listed(settings: ModelSettings, where: Where, timestamp: Date): ModelPrice {
  const model = settings.provider === 'embedded' ? modelIdOf(settings) : settings.model;
  const costOf = (usage: Usage): number | null => {
    const counted = countsOf(usage);
    return counted === null
      ? null
      : (calcPrice(counted, model, { ...where, timestamp })?.total_price ?? null);
  };
  const known = costOf({ inputTokens: 0, outputTokens: 0, cachedTokens: 0 });
  return known === null ? { kind: 'unknown' } : { kind: 'priced', costOf };
}

/** Cached tokens are parts of the input; where a provider says nothing of them, none were cached. */
function countsOf({ inputTokens, outputTokens, cachedTokens, cacheWriteTokens }: Usage) {
  if (inputTokens === null || outputTokens === null) return null;
  const cached = Math.min(cachedTokens ?? 0, inputTokens);
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_tokens: cached,
    cache_write_tokens: Math.min(cacheWriteTokens ?? 0, inputTokens - cached),
  };
}

function ownProvider({ input, output, cached, cacheWrite }: OwnPrice): Provider {
  const prices = {
    input_mtok: input,
    output_mtok: output,
    cache_read_mtok: cached ?? input,
    cache_write_mtok: cacheWrite ?? input,
  };
  const everyName = { regex: '' };
  return { id: 'own', name: 'own', api_pattern: '', models: [{ id: 'own', match: everyName, prices }] };
}

/** The most a call can cost: every answer token written, and the prompt at the dearest way to read it. Null without a price. */
export function mostOf(price: ModelPrice, inputTokens: number, maxTokens: number): number | null {
  if (price.kind !== 'priced') return price.kind === 'local' ? 0 : null;
  const usage = { inputTokens, outputTokens: maxTokens, cachedTokens: 0 };
  const costs = [usage, { ...usage, cacheWriteTokens: inputTokens }].map((one) => price.costOf(one) ?? 0);
  return Math.max(...costs);
}
