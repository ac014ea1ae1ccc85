import type { ReactNode } from 'react';
import { EndpointModelSettings, presets } from '../../../src-shared/domain/model.ts';
import { endpointPresets } from '../../../src-shared/domain/presets.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { ModelNameField } from './model-name-field.tsx';
import { RemoteNumbers } from './remote-numbers.tsx';
import { ServerKey } from './server-key.tsx';
import { useDraft } from './use-draft.ts';
import './server-form.css';

interface ServerFormProps {
  /** The server that is in use; null while none is. */
  readonly settings: EndpointModelSettings | null;
  readonly onChange: (settings: EndpointModelSettings) => void;
}

const empty: EndpointModelSettings = {
  provider: 'openai-compatible',
  baseUrl: '',
  model: '',
  keyName: null,
  contextTokens: 8192,
  idleSeconds: 60,
};

/** A server that speaks OpenAI's wire format: which one, its address, model and key. */
export function ServerForm({ settings, onChange }: ServerFormProps): ReactNode {
  const say = useSay();
  const draft = useDraft({ schema: EndpointModelSettings, kept: settings, empty, onChange });
  const { baseUrl, model, keyName, preset = 'custom' } = draft.value;
  const fill = (id: (typeof presets)[number]): void => {
    const filled = endpointPresets[id];
    draft.choose({
      preset: id,
      ...(filled && { baseUrl: filled.baseUrl, keyName: filled.keyName, model: '' }),
    });
  };
  return (
    <div className="server-form">
      <Select
        label={say('settings.model.preset')}
        choices={presets.map((id) => ({
          id,
          label: endpointPresets[id]?.name ?? say('settings.model.preset.custom'),
        }))}
        value={preset}
        onChange={fill}
      />
      <TextField
        label={say('settings.model.address')}
        help={say('settings.model.addressHelp')}
        error={baseUrl !== '' && draft.isWrong('baseUrl') ? say('settings.model.addressWrong') : null}
        value={baseUrl}
        onChange={(address) => draft.type({ baseUrl: address.trim() })}
        onBlur={draft.leave}
        type="url"
      />
      <ServerKey
        suggestedName={endpointPresets[preset]?.keyName ?? nameFor(baseUrl)}
        keyName={keyName}
        onChange={(name) => draft.choose({ keyName: name })}
      />
      <ModelNameField
        server={draft.value}
        value={model}
        onType={(name) => draft.type({ model: name })}
        onPick={draft.choose}
        onLeave={draft.leave}
      />
      <RemoteNumbers value={draft.value} onChange={draft.choose} />
      {settings === null && <p className="server-form-unsaved">{say('settings.model.unsaved')}</p>}
    </div>
  );
}

/** A name for the key of a server: KEY_API_EXAMPLE_COM. */
function nameFor(address: string): string {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return `KEY_${host.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`.replace(/_+$/, '').slice(0, 64);
}
