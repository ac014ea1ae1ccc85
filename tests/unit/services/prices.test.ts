import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mostOf, priceOf, type ModelPrice } from '../../../src-main/services/prices.ts';
import { ModelSettings } from '../../../src-shared/domain/model.ts';
import { testPrice } from '../../helpers/test-price.ts';

const at = new Date('2026-01-15');
const cloud = (provider: string, model: string) => ModelSettings.parse({ provider, model, keyName: 'KEY' });
const server = (baseUrl: string, more: object = {}) =>
  ModelSettings.parse({ provider: 'openai-compatible', baseUrl, model: 'some-model', ...more });

function cost(
  price: ModelPrice,
  usage: readonly [input: number, output: number, cached?: number, written?: number],
) {
  const [inputTokens, outputTokens, cachedTokens = null, cacheWriteTokens = null] = usage;
  return price.kind === 'priced'
    ? price.costOf({ inputTokens, outputTokens, cachedTokens, cacheWriteTokens })
    : price.kind;
}

// Worked out by hand from the vendors' price lists, in US dollars for a million tokens.
test.each([
  // gpt-4o-mini: 0.15 in, 0.075 cached, 0.60 out: 6000 x 0.15 + 4000 x 0.075 + 2000 x 0.6 = 2400 millionths
  { provider: 'openai', model: 'gpt-4o-mini', usage: [10_000, 2000, 4000], usd: 0.0024 },
  // gpt-4o: 2.50 in, 1.25 cached, 10 out: 1000 x 2.5 + 1024 x 1.25 + 500 x 10 = 8780
  { provider: 'openai', model: 'gpt-4o', usage: [2024, 500, 1024], usd: 0.00878 },
  // claude-sonnet-4-5: 3 in, 0.30 read, 3.75 written, 15 out: 1000 x 3 + 6000 x 0.3 + 3000 x 3.75 + 800 x 15 = 28050
  { provider: 'anthropic', model: 'claude-sonnet-4-5', usage: [10_000, 800, 6000, 3000], usd: 0.02805 },
  // the same with more than 200,000 tokens of input is twice the price in and half as much again out
  { provider: 'anthropic', model: 'claude-sonnet-4-5', usage: [300_000, 1000, 0, 0], usd: 1.8225 },
  // gemini-2.5-flash: 0.30 in, 0.03 cached, 2.50 out: 5000 x 0.3 + 15000 x 0.03 + 1000 x 2.5 = 4450
  { provider: 'gemini', model: 'gemini-2.5-flash', usage: [20_000, 1000, 15_000], usd: 0.00445 },
  // gemini-2.5-pro up to 200,000 tokens: 1.25 in, 0.125 cached, 10 out: 60000 x 1.25 + 40000 x 0.125 + 1000 x 10 = 90000
  { provider: 'gemini', model: 'gemini-2.5-pro', usage: [100_000, 1000, 40_000], usd: 0.09 },
  // and beyond: 2.50 in, 0.25 cached, 15 out: 260000 x 2.5 + 40000 x 0.25 + 1000 x 15 = 675000
  { provider: 'gemini', model: 'gemini-2.5-pro', usage: [300_000, 1000, 40_000], usd: 0.675 },
  // command-r-plus: 2.50 in, 10 out
  { provider: 'cohere', model: 'command-r-plus', usage: [1000, 1000], usd: 0.0125 },
] as const)('$model costs $usd for $usage', ({ provider, model, usage, usd }) => {
  expect(cost(priceOf(cloud(provider, model), {}, at), usage)).toBeCloseTo(usd, 10);
});

test('a model nobody has a price for is unknown, never free', () => {
  expect(priceOf(cloud('openai', 'gpt-of-next-year'), {}, at).kind).toBe('unknown');
  expect(priceOf(server('http://192.168.1.9:8080/v1'), {}, at).kind).toBe('unknown');
  expect(priceOf(server('https://models.example/v1', { model: 'gpt-4o' }), {}, at).kind).toBe('unknown');
});

test('a model on this machine costs nothing, and its price is not "unknown"', () => {
  expect(priceOf(server('http://127.0.0.1:11434/v1', { preset: 'ollama' }), {}, at).kind).toBe('local');
  expect(priceOf(ModelSettings.parse({ provider: 'embedded', file: 'a.gguf' }), {}, at).kind).toBe('local');
});

test('a known server is found by its preset or by its address', () => {
  const model = 'llama-3.3-70b-versatile'; // 0.59 in, 0.79 out
  const byPreset = server('https://gateway.example/v1', { model, preset: 'groq' });
  const byAddress = server('https://api.groq.com/openai/v1', { model });
  for (const settings of [byPreset, byAddress])
    expect(cost(priceOf(settings, {}, at), [1_000_000, 1_000_000])).toBeCloseTo(1.38, 10);
});

test("the writer's own price goes before the list, and before a machine that would be free", () => {
  const own = testPrice({ input: 1, output: 2, cached: 0.5, cacheWrite: 3 });
  const cheap = priceOf(cloud('openai', 'gpt-4o'), { 'openai/gpt-4o': own }, at);
  // 700,000 x 1 + 200,000 x 0.5 + 100,000 x 3 + 1,000,000 x 2
  expect(cost(cheap, [1_000_000, 1_000_000, 200_000, 100_000])).toBeCloseTo(3.1, 10);
  const proxy = server('http://127.0.0.1:4000/v1');
  expect(priceOf(proxy, { '127.0.0.1:4000/some-model': own }, at).kind).toBe('priced');
});

test('tokens nobody counted have no cost, rather than a cost of nothing', () => {
  const price = priceOf(cloud('openai', 'gpt-4o'), {}, at);
  const usage = { inputTokens: 10, outputTokens: null, cachedTokens: null };
  expect(price.kind === 'priced' && price.costOf(usage)).toBeNull();
});

test('the most a call can cost counts every answer token, and a prompt that is written to the cache', () => {
  const price = priceOf(cloud('anthropic', 'claude-sonnet-4-5'), {}, at);
  expect(mostOf(price, 10_000, 1000)).toBeCloseTo(10_000 * 3.75e-6 + 1000 * 15e-6, 10);
  expect(mostOf({ kind: 'local' }, 10_000, 1000)).toBe(0);
  expect(mostOf({ kind: 'unknown' }, 10_000, 1000)).toBeNull();
});

const places = parse(
  readFileSync(new URL('../../cases/privacy/places.yaml', import.meta.url), 'utf8'),
) as readonly { readonly address: string; readonly place: string }[];

test.each(places)(
  'the costs know $address for the same machine as the privacy page does',
  ({ address, place }) => {
    expect(priceOf(server(address), {}, at).kind === 'local').toBe(place === 'machine');
  },
);
