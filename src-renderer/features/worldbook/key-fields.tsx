import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LoreKey } from '../../../src-shared/domain/lore.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import type { EntryForm } from './entry-form.ts';
import { changeForm } from './entry-store.ts';
import { FormPart } from './form-part.tsx';
import { withoutLine } from './lines.ts';
import { useKeyCheck } from './use-key-check.ts';

const logics = ['and-any', 'and-all', 'not-any', 'not-all'] as const;

/** What calls the entry up beside its names. */
export function KeyFields({ form }: { readonly form: EntryForm }): ReactNode {
  const say = useSay();
  const { keys, secondaryKeys, secondaryLogic } = form;
  const count = keys.length + secondaryKeys.length;
  return (
    <Disclosure title={say('worldbook.keys', { count })}>
      <div className="entry-editor-part">
        <KeyList
          title={say('worldbook.primaryKeys')}
          keys={keys}
          onChange={(list) => changeForm({ keys: list })}
        />
        <KeyList
          title={say('worldbook.secondaryKeys')}
          keys={secondaryKeys}
          onChange={(list) => changeForm({ secondaryKeys: list })}
        />
        {secondaryKeys.length > 0 && (
          <Select
            label={say('worldbook.secondaryLogic')}
            value={secondaryLogic}
            choices={logics.map((id) => ({ id, label: say(`worldbook.logic.${id}`) }))}
            onChange={(logic) => changeForm({ secondaryLogic: logic })}
          />
        )}
      </div>
    </Disclosure>
  );
}

function KeyList({
  title,
  keys,
  onChange,
}: {
  readonly title: string;
  readonly keys: readonly LoreKey[];
  readonly onChange: (keys: readonly LoreKey[]) => void;
}): ReactNode {
  const say = useSay();
  const replace = (at: number, key: LoreKey): void =>
    onChange(keys.map((each, number) => (number === at ? key : each)));
  return (
    <FormPart
      title={title}
      addLabel={say('worldbook.addKey')}
      onAdd={() => onChange([...keys, { kind: 'plain', text: '', caseSensitive: false }])}
    >
      {keys.map((key, at) => (
        <KeyCard
          key={at}
          value={key}
          onChange={(changed) => replace(at, changed)}
          onRemove={() => onChange(withoutLine(keys, at))}
        />
      ))}
    </FormPart>
  );
}

function KeyCard({
  value: key,
  onChange,
  onRemove,
}: {
  readonly value: LoreKey;
  readonly onChange: (key: LoreKey) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const say = useSay();
  const check = useKeyCheck(key);
  const text = key.kind === 'plain' ? key.text : key.source;
  const setKind = (kind: LoreKey['kind']): void =>
    onChange(kind === 'plain' ? { kind, text, caseSensitive: false } : { kind, source: text, flags: 'iu' });
  return (
    <div className="form-part-card">
      <div className="form-part-row">
        <TextField
          label={say(key.kind === 'plain' ? 'worldbook.keyWords' : 'worldbook.keyPattern')}
          isLabelHidden
          value={text}
          error={check?.error ?? null}
          help={check?.help}
          onChange={(typed) =>
            onChange(key.kind === 'plain' ? { ...key, text: typed } : { ...key, source: typed })
          }
        />
        <IconButton icon={X} label={say('worldbook.remove')} onPress={onRemove} />
      </div>
      <div className="key-card-ways">
        <Segmented
          label={say('worldbook.keyKind')}
          choices={[
            { id: 'plain', label: say('worldbook.keyPlain') },
            { id: 'regex', label: say('worldbook.keyRegex') },
          ]}
          value={key.kind}
          onChange={setKind}
        />
        {key.kind === 'plain' ? (
          <Checkbox
            isSelected={key.caseSensitive}
            onChange={(caseSensitive) => onChange({ ...key, caseSensitive })}
          >
            {say('worldbook.matchCase')}
          </Checkbox>
        ) : (
          <TextField
            label={say('worldbook.flags')}
            isLabelHidden
            placeholder={say('worldbook.flags')}
            value={key.flags}
            maxLength={5}
            onChange={(flags) => onChange({ ...key, flags: flags.replace(/[^imsuv]/gu, '') })}
            className="key-card-flags"
          />
        )}
      </div>
    </div>
  );
}
