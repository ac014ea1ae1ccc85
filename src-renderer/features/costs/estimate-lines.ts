import type { CostEstimate } from '../../../src-shared/domain/costs.ts';
import type { InputOf } from '../../../src-shared/ipc/contract.ts';
import { say } from '../../words.ts';
import { sayMoney } from './money.ts';

/**
 * What a run of a kind may cost, a line each for what has a price and for what has none. Models on this machine cost
 * nothing, and nothing is said.
 */
export function estimateLines(
  { models, low, high }: CostEstimate,
  kind: InputOf<'costs.estimate'>['kind'],
): readonly string[] {
  const words = kind === 'help-passage' ? 'costs.estimate.help' : 'costs.estimate';
  const unknown = models.filter((model) => model.kind === 'unknown').map(({ model }) => model);
  const lines: string[] = [];
  if (models.some((model) => model.kind === 'priced'))
    lines.push(say(words, { low: sayMoney(low), high: sayMoney(high) }));
  if (unknown.length > 0) lines.push(say('costs.estimateUnknown', { models: unknown.join(', ') }));
  return lines;
}
