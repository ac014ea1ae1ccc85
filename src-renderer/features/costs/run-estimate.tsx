import { useEffect, useState, type ReactNode } from 'react';
import type { CostEstimate } from '../../../src-shared/domain/costs.ts';
import type { InputOf } from '../../../src-shared/ipc/contract.ts';
import { api } from '../../api.ts';
import { useSay } from '../../words.ts';
import { sayMoney } from './money.ts';
import './run-estimate.css';

const typingPauseMs = 600;

/** What a run may cost before it starts. Models on this machine cost nothing, and nothing is said; a missing price is. */
export function RunEstimate({ wish }: { readonly wish: InputOf<'costs.estimate'> }): ReactNode {
  const say = useSay();
  const estimate = useEstimate(wish);
  if (!estimate || estimate.models.every(({ kind }) => kind === 'local')) return null;
  const unknown = estimate.models.filter(({ kind }) => kind === 'unknown').map(({ model }) => model);
  const words = wish.kind === 'help-passage' ? 'costs.estimate.help' : 'costs.estimate';
  const hasPrice = estimate.models.some(({ kind }) => kind === 'priced');
  return (
    <div className="run-estimate" role="status">
      {hasPrice && <p>{say(words, { low: sayMoney(estimate.low), high: sayMoney(estimate.high) })}</p>}
      {unknown.length > 0 && <p>{say('costs.estimateUnknown', { models: unknown.join(', ') })}</p>}
    </div>
  );
}

/** The estimate for a wish that has stood still for a moment; null before it is there, and where none can be made. */
function useEstimate(wish: InputOf<'costs.estimate'>): CostEstimate | null {
  const [found, setFound] = useState<{ readonly key: string; readonly estimate: CostEstimate } | null>(null);
  const key = JSON.stringify(wish);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      api.request('costs.estimate', JSON.parse(key) as InputOf<'costs.estimate'>).then(
        (estimate) => isWanted && setFound({ key, estimate }),
        () => undefined, // starting the run says what is wrong
      );
    }, typingPauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return found?.key === key ? found.estimate : null;
}
