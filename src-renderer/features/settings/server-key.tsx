import { useState, type ReactNode } from 'react';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { KeyForm } from './key-form.tsx';
import { useModels } from './model-store.ts';

interface ServerKeyProps {
  readonly address: string;
  readonly keyName: string | null;
  readonly onChange: (keyName: string | null) => void;
}

const none = '-';
const another = '+';

/** Which key a server is shown, by its name; a new one can be added on the spot. */
export function ServerKey({ address, keyName, onChange }: ServerKeyProps): ReactNode {
  const say = useSay();
  const keys = useModels((state) => state.keys);
  const [isAdding, setAdding] = useState(false);
  const names = new Set([
    ...(keys?.kept ?? []),
    ...(keys?.fromEnvironment ?? []),
    ...(keyName ? [keyName] : []),
  ]);
  const choices = [
    { id: none, label: say('settings.model.key.none') },
    ...[...names].map((name) => ({ id: name, label: name })),
    { id: another, label: say('settings.model.key.new') },
  ];
  const choose = (id: string): void => {
    setAdding(id === another);
    if (id !== another) onChange(id === none ? null : id);
  };
  return (
    <>
      <Select
        label={say('settings.model.key')}
        choices={choices}
        value={isAdding ? another : (keyName ?? none)}
        onChange={choose}
      />
      {isAdding && (
        <KeyForm
          suggestedName={nameFor(address)}
          onKept={(name) => {
            setAdding(false);
            onChange(name);
          }}
        />
      )}
    </>
  );
}

/** A name for the key of a server: KEY_API_EXAMPLE_COM. */
function nameFor(address: string): string {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return `KEY_${host.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`.replace(/_+$/, '').slice(0, 64);
}
