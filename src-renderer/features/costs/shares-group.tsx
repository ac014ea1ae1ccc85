import { useState, type ReactNode } from 'react';
import type { CostSummary, SpendingShare } from '../../../src-shared/domain/costs.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useSay, useWords } from '../../words.ts';
import { SettingGroup } from '../settings/setting-group.tsx';
import { saySpent } from './money.ts';
import '../settings/facts-table.css';

const views = ['byModel', 'byRole', 'byNovel'] as const;
type View = (typeof views)[number];

/** The month's spending by model, role or novel. */
export function SharesGroup({ summary }: { readonly summary: CostSummary }): ReactNode {
  const say = useSay();
  const [view, setView] = useState<View>('byModel');
  const name = ({ name: own }: SpendingShare): string => (view === 'byRole' ? say(`role.${own}`) : own);
  return (
    <SettingGroup title={say('costs.month')}>
      <div>
        <Segmented
          label={say('costs.month.by')}
          choices={views.map((id) => ({ id, label: say(`costs.${id}`) }))}
          value={view}
          onChange={setView}
        />
      </div>
      <Shares shares={summary[view]} head={say(`costs.${view}`)} nameOf={name} />
    </SettingGroup>
  );
}

interface SharesProps {
  readonly shares: readonly SpendingShare[];
  readonly head: string;
  readonly nameOf: (share: SpendingShare) => string;
}

function Shares({ shares, head, nameOf }: SharesProps): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const numbers = ['calls', 'inputTokens', 'outputTokens', 'cachedTokens'] as const;
  return (
    <table className="facts-table costs-page-shares">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {numbers.map((number) => (
            <th key={number} scope="col" className="facts-table-number">
              {say(`costs.column.${number}`)}
            </th>
          ))}
          <th scope="col" className="facts-table-number">
            {say('costs.column.cost')}
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <tr key={share.name}>
            <th scope="row">{nameOf(share)}</th>
            {numbers.map((number) => (
              <td key={number} className="facts-table-number">
                {share[number].toLocaleString(locale)}
              </td>
            ))}
            <td className="facts-table-number">{saySpent(share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
