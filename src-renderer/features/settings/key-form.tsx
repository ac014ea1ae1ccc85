import { useState, type ReactNode } from 'react';
import { KeyName } from '../../../src-shared/domain/models-overview.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notices.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { keepKey } from './model-store.ts';
import './key-form.css';

interface KeyFormProps {
  readonly suggestedName?: string;
  readonly onKept?: (name: string) => void;
}

/** Takes a key and hands it to main; the window forgets it at once. */
export function KeyForm({ suggestedName = '', onKept }: KeyFormProps): ReactNode {
  const say = useSay();
  const [name, setName] = useState(suggestedName);
  const [value, setValue] = useState('');
  const isNameRight = KeyName.safeParse(name).success;
  const keep = async (): Promise<void> => {
    if (!isNameRight || value.trim() === '') return;
    const isKept = await keepKey(name, value);
    if (!isKept) return;
    setValue('');
    notify({ kind: 'ok', text: say('settings.keys.saved', { name }) });
    onKept?.(name);
  };
  return (
    <form
      className="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <TextField
        label={say('settings.keys.name')}
        help={say('settings.keys.nameHelp')}
        error={name !== '' && !isNameRight ? say('settings.keys.nameWrong') : null}
        value={name}
        onChange={setName}
        autoComplete="off"
        className="key-form-field"
      />
      <TextField
        label={say('settings.keys.value')}
        value={value}
        onChange={setValue}
        type="password"
        autoComplete="off"
        className="key-form-field"
      />
      <Button type="submit" isDisabled={!isNameRight || value.trim() === ''} className="key-form-save">
        {say('settings.keys.save')}
      </Button>
    </form>
  );
}
