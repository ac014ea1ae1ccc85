import type { ReactNode } from 'react';
import { clouds, CloudModelSettings, type Cloud } from '../../../src-shared/domain/model.ts';
import { vendors } from '../../../src-shared/domain/presets.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Select } from '../../ui/select.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { ModelNameField } from './model-name-field.tsx';
import { RemoteNumbers } from './remote-numbers.tsx';
import { ServerKey } from './server-key.tsx';
import { useDraft } from './use-draft.ts';
import './server-form.css';

interface CloudFormProps {
  /** The service that is in use; null while none is. */
  readonly settings: CloudModelSettings | null;
  readonly onChange: (settings: CloudModelSettings) => void;
}

const emptyFor = (provider: Cloud): CloudModelSettings => ({
  provider,
  model: '',
  keyName: vendors[provider].keyName,
  baseUrl: null,
  contextTokens: 128_000,
  idleSeconds: 60,
  routing: [],
});

/** A model of one of the large services: which one, its key and the model. */
export function CloudForm({ settings, onChange }: CloudFormProps): ReactNode {
  const say = useSay();
  const draft = useDraft({
    schema: CloudModelSettings,
    kept: settings,
    empty: emptyFor('openai'),
    onChange,
  });
  const { provider, model, keyName, baseUrl, routing } = draft.value;
  return (
    <div className="server-form">
      <Select
        label={say('settings.model.vendor')}
        choices={clouds.map((id) => ({ id, label: vendors[id].name }))}
        value={provider}
        onChange={(id) => draft.choose(emptyFor(id))}
      />
      <ServerKey
        suggestedName={vendors[provider].keyName}
        keyName={keyName}
        isNeeded
        onChange={(name) => draft.choose({ keyName: name ?? vendors[provider].keyName })}
      />
      <ModelNameField
        server={draft.value}
        value={model}
        onType={(name) => draft.type({ model: name })}
        onPick={draft.choose}
        onLeave={draft.leave}
      />
      <Disclosure title={say('settings.model.more')}>
        <div className="server-form">
          <TextField
            label={say('settings.model.otherAddress')}
            help={say('settings.model.otherAddressHelp')}
            error={draft.isWrong('baseUrl') ? say('settings.model.addressWrong') : null}
            value={baseUrl ?? ''}
            onChange={(address) => draft.type({ baseUrl: address.trim() || null })}
            onBlur={draft.leave}
            type="url"
          />
          {provider === 'openrouter' && (
            <TagField
              label={say('settings.model.routing')}
              help={say('settings.model.routingHelp')}
              tags={routing}
              onChange={(names) => draft.choose({ routing: names })}
            />
          )}
          <RemoteNumbers value={draft.value} onChange={draft.choose} />
        </div>
      </Disclosure>
      {settings === null && <p className="server-form-unsaved">{say('settings.model.unsavedCloud')}</p>}
    </div>
  );
}
