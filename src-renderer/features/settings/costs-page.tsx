import { Download } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { CostSummary } from '../../../src-shared/domain/costs.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { CacheGroup } from '../costs/cache-group.tsx';
import { CapsGroup } from '../costs/caps-group.tsx';
import { exportLedger, followCosts, useCosts } from '../costs/costs-store.ts';
import { HostLimitsGroup } from '../costs/host-limits-group.tsx';
import { LedgerTable } from '../costs/ledger-table.tsx';
import { sayMoney, saySpent } from '../costs/money.ts';
import { PricesGroup } from '../costs/prices-group.tsx';
import { SharesGroup } from '../costs/shares-group.tsx';
import { showSettings } from '../shell/panel-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './costs-page.css';

/** What models have cost this month and may cost, every call in the ledger, and the prices it is reckoned by. */
export function CostsPage(): ReactNode {
  const summary = useCosts((state) => state.summary);
  useEffect(followCosts, []);
  if (!summary) return null;
  return (
    <>
      <Month summary={summary} />
      <CapsGroup summary={summary} />
      {summary.spent.calls > 0 && <SharesGroup summary={summary} />}
      {summary.entries > 0 && <Ledger count={summary.entries} />}
      <PricesGroup summary={summary} />
      <HostLimitsGroup summary={summary} />
      <CacheGroup />
    </>
  );
}

function Month({ summary }: { readonly summary: CostSummary }): ReactNode {
  const say = useSay();
  const { spent, caps, predicted, entries } = summary;
  if (entries === 0)
    return (
      <div>
        <p>{say('costs.empty')}</p>
        <div className="costs-page-action">
          <Button onPress={() => showSettings('models')}>{say('costs.empty.models')}</Button>
        </div>
      </div>
    );
  return (
    <div>
      <p className="costs-page-month">{say('costs.thisMonth', { spent: saySpent(spent) })}</p>
      {caps.perMonth !== null && <p>{say('costs.ofCap', { cap: sayMoney(caps.perMonth) })}</p>}
      {spent.uncertain > 0 && <p>{say('costs.uncertain', { amount: sayMoney(spent.uncertain) })}</p>}
      {predicted.cost > 0 && (
        <p>
          {say('costs.predicted', { predicted: sayMoney(predicted.usd), cost: sayMoney(predicted.cost) })}
        </p>
      )}
    </div>
  );
}

function Ledger({ count }: { readonly count: number }): ReactNode {
  const say = useSay();
  return (
    <SettingGroup title={say('costs.ledger')} note={say('costs.ledger.note', { count })}>
      <LedgerTable count={count} />
      <div>
        <Button icon={Download} onPress={() => void exportLedger()}>
          {say('costs.export')}
        </Button>
      </div>
    </SettingGroup>
  );
}
