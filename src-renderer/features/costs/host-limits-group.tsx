import type { ReactNode } from 'react';
import type { CostSummary, HostLimits } from '../../../src-shared/domain/costs.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from '../settings/setting-group.tsx';
import { setHostLimits } from './costs-store.ts';

const none: HostLimits = { requestsPerMinute: null, tokensPerMinute: null };

/** How fast each server may be asked, for those whose limits the writer knows. */
export function HostLimitsGroup({ summary }: { readonly summary: CostSummary }): ReactNode {
  const say = useSay();
  const { hosts, limits } = summary;
  if (hosts.length === 0) return null;
  return (
    <SettingGroup title={say('costs.limits')} note={say('costs.limits.note')}>
      {hosts.map((host) => (
        <HostFields key={host} host={host} limits={limits.find((one) => one.host === host)?.limits ?? none} />
      ))}
    </SettingGroup>
  );
}

function HostFields({ host, limits }: { readonly host: string; readonly limits: HostLimits }): ReactNode {
  const say = useSay();
  const change = (part: Partial<HostLimits>): void => {
    const next = { ...limits, ...part };
    const isNone = next.requestsPerMinute === null && next.tokensPerMinute === null;
    void setHostLimits(host, isNone ? null : next);
  };
  const field = (name: keyof HostLimits): ReactNode => (
    <NumberField
      label={say(`costs.limits.${name}`)}
      minValue={1}
      maxValue={1_000_000_000}
      value={limits[name] ?? NaN}
      onChange={(value) => change({ [name]: Number.isNaN(value) ? null : Math.round(value) })}
    />
  );
  return (
    <fieldset className="costs-page-host">
      <legend>{host}</legend>
      <div className="costs-page-row">
        {field('requestsPerMinute')}
        {field('tokensPerMinute')}
      </div>
    </fieldset>
  );
}
