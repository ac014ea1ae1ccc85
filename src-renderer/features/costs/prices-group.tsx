import { Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CostSummary, OwnPrice } from '../../../src-shared/domain/costs.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from '../settings/setting-group.tsx';
import { setPrice } from './costs-store.ts';
import { sayMoney } from './money.ts';
import '../settings/facts-table.css';

const fields = ['input', 'output', 'cached', 'cacheWrite'] as const;

/** Prices of the writer's own, which go before the list's. */
export function PricesGroup({ summary }: { readonly summary: CostSummary }): ReactNode {
  const say = useSay();
  const { prices, models } = summary;
  return (
    <SettingGroup title={say('costs.prices')} note={say('costs.prices.note')}>
      {prices.length > 0 && (
        <table className="facts-table">
          <thead>
            <tr>
              {['model', ...fields].map((column) => (
                <th key={column} scope="col">
                  {say(`costs.column.${column}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {prices.map(({ model, price }) => (
              <tr key={model}>
                <th scope="row">{model}</th>
                {fields.map((field) => (
                  <td key={field} className="facts-table-number">
                    {price[field] === null ? '–' : sayMoney(price[field])}
                  </td>
                ))}
                <td>
                  <IconButton
                    icon={Trash2}
                    label={say('costs.price.remove', { model })}
                    onPress={() => void setPrice(model, null)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {models.length > 0 ? <PriceForm models={models} /> : <p>{say('costs.prices.none')}</p>}
    </SettingGroup>
  );
}

const empty = { input: NaN, output: NaN, cached: NaN, cacheWrite: NaN };

function PriceForm({ models }: { readonly models: readonly string[] }): ReactNode {
  const say = useSay();
  const [model, setModel] = useState(models[0] ?? '');
  const [price, change] = useState(empty);
  const [isMissing, setMissing] = useState(false);
  const save = (): void => {
    const { input, output, cached, cacheWrite } = price;
    const isWhole = !Number.isNaN(input) && !Number.isNaN(output);
    setMissing(!isWhole);
    if (!isWhole) return;
    const own: OwnPrice = { input, output, cached: orNull(cached), cacheWrite: orNull(cacheWrite) };
    void setPrice(model, own).then(() => change(empty));
  };
  return (
    <div className="costs-page-form">
      <Select
        label={say('costs.column.model')}
        choices={models.map((id) => ({ id, label: id }))}
        value={model}
        onChange={setModel}
      />
      <div className="costs-page-row">
        {fields.map((field) => (
          <NumberField
            key={field}
            label={say(`costs.column.${field}`)}
            minValue={0}
            maxValue={100_000}
            formatOptions={{ style: 'currency', currency: 'USD', maximumFractionDigits: 4 }}
            value={price[field]}
            onChange={(value) => change((before) => ({ ...before, [field]: value }))}
            {...(isMissing && Number.isNaN(price[field]) && (field === 'input' || field === 'output')
              ? { error: say('costs.price.missing') }
              : {})}
          />
        ))}
      </div>
      <div>
        <Button onPress={save}>{say('costs.price.save')}</Button>
      </div>
    </div>
  );
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
