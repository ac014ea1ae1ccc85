import { useState, type ReactNode } from 'react';
import { builtInFile, EmbeddedModelSettings, type ModelSettings } from '../../../src-shared/domain/model.ts';
import type { ChosenModelFile } from '../../../src-shared/domain/models-overview.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useSay } from '../../words.ts';
import { CloudForm } from './cloud-form.tsx';
import { EmbeddedOptions } from './embedded-options.tsx';
import { ServerForm } from './server-form.tsx';
import { TrialLine } from './trial-line.tsx';
import './model-form.css';

interface ModelFormProps {
  /** Where in the settings it stands: a trial shows its result there. */
  readonly place: string;
  readonly settings: ModelSettings;
  readonly onChange: (settings: ModelSettings) => void;
}

const kinds = ['built-in', 'file', 'server', 'cloud'] as const;
type Kind = (typeof kinds)[number];

/** Where one model runs and how; what is chosen is kept at once, as soon as it is whole. */
export function ModelForm({ place, settings, onChange }: ModelFormProps): ReactNode {
  const say = useSay();
  const [kind, setKind] = useState<Kind>(kindOf(settings));
  const isShown = kind === kindOf(settings);
  const choose = (wanted: Kind): void => {
    setKind(wanted);
    if (wanted === 'built-in')
      onChange(EmbeddedModelSettings.parse({ provider: 'embedded', file: builtInFile }));
  };
  return (
    <div className="model-form">
      <RadioGroup
        label={say('settings.model.kind')}
        choices={kinds.map((id) => ({
          id,
          label: say(`settings.model.kind.${id}`),
          note: say(`settings.model.kind.${id}.note`),
        }))}
        value={kind}
        onChange={choose}
      />
      {kind === 'file' && <FileLine settings={isShown ? settings : null} onChange={onChange} />}
      {kind === 'server' && (
        <ServerForm
          settings={settings.provider === 'openai-compatible' ? settings : null}
          onChange={onChange}
        />
      )}
      {kind === 'cloud' && (
        <CloudForm
          settings={
            settings.provider !== 'openai-compatible' && settings.provider !== 'embedded' ? settings : null
          }
          onChange={onChange}
        />
      )}
      {isShown && settings.provider === 'embedded' && (
        <EmbeddedOptions settings={settings} onChange={onChange} />
      )}
      {isShown && <TrialLine place={place} settings={settings} />}
    </div>
  );
}

function kindOf(settings: ModelSettings): Kind {
  if (settings.provider === 'openai-compatible') return 'server';
  if (settings.provider !== 'embedded') return 'cloud';
  return settings.file === builtInFile ? 'built-in' : 'file';
}

function FileLine({
  settings,
  onChange,
}: {
  readonly settings: ModelSettings | null;
  readonly onChange: (settings: ModelSettings) => void;
}): ReactNode {
  const say = useSay();
  const [facts, setFacts] = useState<ChosenModelFile | null>(null);
  const choose = async (): Promise<void> => {
    const chosen = await api.request('models.chooseFile', {});
    if (!chosen) return;
    setFacts(chosen.facts);
    const { contextTokens, gpuLayers } = chosen.fit;
    const { file } = chosen.facts;
    onChange(EmbeddedModelSettings.parse({ provider: 'embedded', file, contextTokens, gpuLayers }));
  };
  return (
    <div className="model-form-file">
      <Button onPress={() => void choose().catch(notifyError)}>{say('settings.model.choose')}</Button>
      <p className="model-form-path">
        {settings?.provider === 'embedded' ? settings.file : say('settings.model.noFile')}
      </p>
      {facts && (
        <p className="model-form-facts">
          {say('settings.model.fileFacts', {
            name: facts.name ?? '?',
            architecture: facts.architecture ?? '?',
            megabytes: facts.bytes / 1e6,
            tokens: facts.trainedTokens ?? 0,
          })}
        </p>
      )}
    </div>
  );
}
