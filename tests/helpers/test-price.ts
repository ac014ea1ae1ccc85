import type { OwnPrice } from '../../src-shared/domain/costs.ts';

/** A price with round numbers, in US dollars for a million tokens. */
export function testPrice(change: Partial<OwnPrice> = {}): OwnPrice {
  return { input: 100, output: 1000, cached: null, cacheWrite: null, ...change };
}
