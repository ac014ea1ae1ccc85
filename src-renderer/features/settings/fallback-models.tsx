import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  builtInFile,
  EmbeddedModelSettings,
  modelIdOf,
  type ModelSettings,
} from '../../../src-shared/domain/model.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSay } from '../../words.ts';
import { ModelForm } from './model-form.tsx';
import { keepFallbacks } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './fallback-models.css';

interface Row {
  /** Stays with the row when it moves, so that what is typed in it does too. */
  readonly key: number;
  readonly settings: ModelSettings;
}

const builtIn = EmbeddedModelSettings.parse({ provider: 'embedded', file: builtInFile });

/** What is asked instead, in this order, when a model cannot answer or the money is spent. */
export function FallbackModels({ fallbacks }: { readonly fallbacks: readonly ModelSettings[] }): ReactNode {
  const say = useSay();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    fallbacks.map((settings, key) => ({ key, settings })),
  );
  const keep = (next: readonly Row[]): void => {
    setRows(next);
    void keepFallbacks(next.map(({ settings }) => settings));
  };
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <SettingGroup title={say('settings.models.fallbacks')} note={say('settings.models.fallbacksNote')}>
      {rows.length > 0 && (
        <ol className="fallback-models">
          {rows.map((row, index) => (
            <FallbackModel
              key={row.key}
              row={row}
              isFirst={index === 0}
              isLast={index === rows.length - 1}
              onMove={(by) => keep(moved(rows, index, index + by))}
              onRemove={() => keep(rows.filter((each) => each !== row))}
              onChange={(settings) => keep(rows.with(index, { ...row, settings }))}
            />
          ))}
        </ol>
      )}
      <Button
        className="fallback-models-add"
        onPress={() => keep([...rows, { key: nextKey, settings: builtIn }])}
      >
        {say('settings.models.fallbackAdd')}
      </Button>
    </SettingGroup>
  );
}

interface FallbackModelProps {
  readonly row: Row;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onChange: (settings: ModelSettings) => void;
}

function FallbackModel({ row, isFirst, isLast, onMove, onRemove, onChange }: FallbackModelProps): ReactNode {
  const say = useSay();
  const { settings } = row;
  const isBuiltIn = settings.provider === 'embedded' && settings.file === builtInFile;
  const model = isBuiltIn ? say('settings.model.kind.built-in') : modelIdOf(settings);
  return (
    <li className="fallback-models-row">
      <div className="fallback-models-form">
        <Disclosure title={model}>
          <ModelForm place={`fallback ${row.key}`} settings={settings} onChange={onChange} />
        </Disclosure>
      </div>
      <IconButton
        icon={ArrowUp}
        label={say('settings.models.fallbackUp', { model })}
        isDisabled={isFirst}
        onPress={() => onMove(-1)}
      />
      <IconButton
        icon={ArrowDown}
        label={say('settings.models.fallbackDown', { model })}
        isDisabled={isLast}
        onPress={() => onMove(1)}
      />
      <IconButton icon={X} label={say('settings.models.fallbackRemove', { model })} onPress={onRemove} />
    </li>
  );
}

function moved(rows: readonly Row[], from: number, to: number): readonly Row[] {
  const [row, other] = [rows[from], rows[to]];
  return row && other ? rows.with(from, other).with(to, row) : rows;
}
