import type { ReactNode } from 'react';
import { Disclosure } from '../../ui/disclosure.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import type { EntryForm } from './entry-form.ts';
import { changeForm } from './entry-store.ts';

const inclusions = ['mentioned', 'always', 'never'] as const;

/** When and how far the entry goes into prompts. */
export function PromptFields({ form }: { readonly form: EntryForm }): ReactNode {
  const say = useSay();
  const { inclusion, priority, tokenCap } = form;
  return (
    <Disclosure title={say('worldbook.prompts', { inclusion: say(`worldbook.inclusion.${inclusion}`) })}>
      <div className="entry-editor-part">
        <Select
          label={say('worldbook.inclusion')}
          value={inclusion}
          choices={inclusions.map((id) => ({ id, label: say(`worldbook.inclusion.${id}`) }))}
          onChange={(chosen) => changeForm({ inclusion: chosen })}
        />
        <div className="entry-editor-numbers">
          <NumberField
            label={say('worldbook.priority')}
            value={priority}
            minValue={0}
            maxValue={1000}
            step={10}
            onChange={(value) => changeForm({ priority: Number.isNaN(value) ? 100 : Math.round(value) })}
          />
          <NumberField
            label={say('worldbook.tokenCap')}
            value={tokenCap ?? Number.NaN}
            minValue={1}
            maxValue={100_000}
            onChange={(value) =>
              changeForm({ tokenCap: Number.isNaN(value) ? null : Math.max(1, Math.round(value)) })
            }
          />
        </div>
        <p className="worldbook-note">{say('worldbook.priorityHelp')}</p>
      </div>
    </Disclosure>
  );
}
