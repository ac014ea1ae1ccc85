import type { Spent } from '../../../src-shared/domain/costs.ts';
import { say, useWords } from '../../words.ts';

const least = 0.0001;

/** US dollars in the interface language: to the cent, small sums to a hundredth of a cent. */
export function sayMoney(usd: number): string {
  const { locale } = useWords.getState();
  const show = (value: number): string =>
    value.toLocaleString(locale, {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: value !== 0 && value < 1 ? 4 : 2,
    });
  return usd > 0 && usd < least ? say('costs.lessThan', { amount: show(least) }) : show(usd);
}

/** What was spent in a few words: money, "no cost" for models on this machine, and what nobody has a price for. */
export function saySpent({ usd, uncertain, calls, localCalls, unknownCalls, storedCalls }: Spent): string {
  const free = localCalls + storedCalls;
  const known = uncertain > 0 ? say('costs.upTo', { amount: sayMoney(usd) }) : sayMoney(usd);
  const unknown = say('costs.unknownCalls', { count: unknownCalls });
  if (calls === free) return say('costs.free');
  if (calls === free + unknownCalls) return unknown;
  return unknownCalls > 0 ? `${known} + ${unknown}` : known;
}
