import type { ReactNode } from 'react';
import type { CostSummary, SpendingCaps } from '../../../src-shared/domain/costs.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from '../settings/setting-group.tsx';
import { setCaps } from './costs-store.ts';

const dollars = { style: 'currency', currency: 'USD', maximumFractionDigits: 2 } as const;

/** How much may be spent in a run and in a month. An empty field is no limit. */
export function CapsGroup({ summary }: { readonly summary: CostSummary }): ReactNode {
  const say = useSay();
  const { caps } = summary;
  const field = (name: keyof SpendingCaps): ReactNode => (
    <NumberField
      label={say(`costs.cap.${name}`)}
      minValue={0.01}
      maxValue={1_000_000}
      formatOptions={dollars}
      value={caps[name] ?? NaN}
      onChange={(value) => void setCaps({ ...caps, [name]: Number.isNaN(value) ? null : value })}
    />
  );
  return (
    <SettingGroup title={say('costs.caps')} note={say('costs.caps.note')}>
      <div className="costs-page-row">
        {field('perRun')}
        {field('perMonth')}
      </div>
    </SettingGroup>
  );
}
