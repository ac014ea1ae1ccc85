import type { ReactNode } from 'react';
import { NumberField } from '../../ui/number-field.tsx';
import { useSay } from '../../words.ts';

interface Numbers {
  readonly contextTokens: number;
  readonly idleSeconds: number;
}

interface RemoteNumbersProps {
  readonly value: Numbers;
  readonly onChange: (change: Partial<Numbers>) => void;
}

/** The window of a model that runs elsewhere, and how long it may be silent. */
export function RemoteNumbers({ value, onChange }: RemoteNumbersProps): ReactNode {
  const say = useSay();
  return (
    <div className="server-form-row">
      <NumberField
        label={say('settings.model.context')}
        help={say('settings.model.contextHelp')}
        value={value.contextTokens}
        minValue={512}
        step={512}
        onChange={(contextTokens) => onChange({ contextTokens })}
      />
      <NumberField
        label={say('settings.model.idle')}
        help={say('settings.model.idleHelp')}
        value={value.idleSeconds}
        minValue={1}
        maxValue={3600}
        onChange={(idleSeconds) => onChange({ idleSeconds })}
      />
    </div>
  );
}
