import { useState, type ReactNode } from 'react';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { KeyForm } from './key-form.tsx';
import { useModels } from './model-store.ts';

interface ServerKeyProps {
  /** What a new key is called, unless the writer calls it otherwise. */
  readonly suggestedName: string;
  readonly keyName: string | null;
  /** A service that always asks for one. */
  readonly isNeeded?: boolean;
  readonly onChange: (keyName: string | null) => void;
}

const none = '-';
const another = '+';

/** Which key a server is shown, by its name; a new one can be added on the spot. */
export function ServerKey({ suggestedName, keyName, isNeeded = false, onChange }: ServerKeyProps): ReactNode {
  const say = useSay();
  const keys = useModels((state) => state.keys);
  const [isAdding, setAdding] = useState(false);
  const names = new Set([
    ...(keys?.kept ?? []),
    ...(keys?.fromEnvironment ?? []),
    ...(keyName ? [keyName] : []),
  ]);
  const choices = [
    ...(isNeeded ? [] : [{ id: none, label: say('settings.model.key.none') }]),
    ...[...names].map((name) => ({ id: name, label: name })),
    { id: another, label: say('settings.model.key.new') },
  ];
  const isMissing =
    isNeeded && keyName !== null && !keys?.kept.includes(keyName) && !keys?.fromEnvironment.includes(keyName);
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
      {(isAdding || isMissing) && (
        <KeyForm
          key={suggestedName}
          suggestedName={suggestedName}
          onKept={(name) => {
            setAdding(false);
            onChange(name);
          }}
        />
      )}
    </>
  );
}
