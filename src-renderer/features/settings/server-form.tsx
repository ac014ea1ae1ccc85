import { useState, type ReactNode } from 'react';
import { EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { ServerKey } from './server-key.tsx';
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

/** A model server: address, model, key. It is in use as soon as address and model are right and a field is left. */
export function ServerForm({ settings, onChange }: ServerFormProps): ReactNode {
  const say = useSay();
  const [draft, setDraft] = useState<EndpointModelSettings>(settings ?? empty);
  const [isLeft, setLeft] = useState(settings !== null);
  const parsed = EndpointModelSettings.safeParse(draft);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  const keep = (next: EndpointModelSettings): void => {
    setDraft(next);
    const whole = EndpointModelSettings.safeParse(next);
    if (whole.success && JSON.stringify(whole.data) !== JSON.stringify(settings)) onChange(whole.data);
  };
  const leave = (): void => {
    setLeft(true);
    keep(draft);
  };
  const wrongWords = (field: string, key: string): string | null =>
    isLeft && wrong.has(field) ? say(key) : null;
  return (
    <div className="server-form">
      <TextField
        label={say('settings.model.address')}
        help={say('settings.model.addressHelp')}
        error={draft.baseUrl === '' ? null : wrongWords('baseUrl', 'settings.model.addressWrong')}
        value={draft.baseUrl}
        onChange={(baseUrl) => setDraft({ ...draft, baseUrl: baseUrl.trim() })}
        onBlur={leave}
        type="url"
      />
      <TextField
        label={say('settings.model.name')}
        help={say('settings.model.nameHelp')}
        error={draft.baseUrl === '' ? null : wrongWords('model', 'settings.model.nameWrong')}
        value={draft.model}
        onChange={(model) => setDraft({ ...draft, model })}
        onBlur={leave}
      />
      <ServerKey
        address={draft.baseUrl}
        keyName={draft.keyName}
        onChange={(keyName) => keep({ ...draft, keyName })}
      />
      <div className="server-form-row">
        <NumberField
          label={say('settings.model.context')}
          help={say('settings.model.contextHelp')}
          value={draft.contextTokens}
          minValue={512}
          step={512}
          onChange={(contextTokens) => keep({ ...draft, contextTokens })}
        />
        <NumberField
          label={say('settings.model.idle')}
          help={say('settings.model.idleHelp')}
          value={draft.idleSeconds}
          minValue={1}
          maxValue={3600}
          onChange={(idleSeconds) => keep({ ...draft, idleSeconds })}
        />
      </div>
      {settings === null && <p className="server-form-unsaved">{say('settings.model.unsaved')}</p>}
    </div>
  );
}
