import { useEffect, useState, type ReactNode } from 'react';
import type { CostEstimate } from '../../../src-shared/domain/costs.ts';
import type { InputOf } from '../../../src-shared/ipc/contract.ts';
import { api } from '../../api.ts';
import { useSay } from '../../words.ts';
import { estimateLines } from './estimate-lines.ts';
import './run-estimate.css';

const typingPauseMs = 600;

/** What a run may cost before it starts; nothing where it costs nothing. */
export function RunEstimate({ wish }: { readonly wish: InputOf<'costs.estimate'> }): ReactNode {
  useSay(); // drawn again in another language
  const estimate = useEstimate(wish);
  const lines = estimate ? estimateLines(estimate, wish.kind) : [];
  if (lines.length === 0) return null;
  return (
    <div className="run-estimate" role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
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
