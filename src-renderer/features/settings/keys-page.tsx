import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KeyList } from '../../../src-shared/domain/models-overview.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSay } from '../../words.ts';
import { KeyForm } from './key-form.tsx';
import { removeKey, useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './keys-page.css';

/** The keys of model servers by name: where they are kept, which are wanted. Values never come back to the window. */
export function KeysPage(): ReactNode {
  const say = useSay();
  const keys = useModels((state) => state.keys);
  if (!keys) return null;
  return (
    <>
      <p>{say('settings.keys.note')}</p>
      <p role="note" className="keys-page-place">
        {say(keys.isLasting ? 'settings.keys.lasting' : 'settings.keys.session')}
      </p>
      <SettingGroup title={say('settings.keys.list')}>
        <Keys keys={keys} />
      </SettingGroup>
      <SettingGroup title={say('settings.keys.add')}>
        <KeyForm key={keys.wanted[0] ?? ''} suggestedName={keys.wanted[0] ?? ''} />
      </SettingGroup>
    </>
  );
}

function Keys({ keys }: { readonly keys: KeyList }): ReactNode {
  const say = useSay();
  const { isLasting, kept, fromEnvironment, wanted } = keys;
  const rows = [
    ...kept.map((name) => ({ name, from: isLasting ? 'kept' : 'session' })),
    ...fromEnvironment.map((name) => ({ name, from: 'environment' })),
    ...wanted.map((name) => ({ name, from: 'wanted' })),
  ];
  if (rows.length === 0) return <p>{say('settings.keys.none')}</p>;
  return (
    <ul className="keys-page-list">
      {rows.map(({ name, from }) => (
        <li key={name} className="keys-page-row">
          <span className="keys-page-name">{name}</span>
          <span className={`keys-page-from keys-page-${from}`}>{say(`settings.keys.from.${from}`)}</span>
          {kept.includes(name) && (
            <IconButton
              icon={Trash2}
              label={say('settings.keys.remove', { name })}
              onPress={() => void removeKey(name)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
