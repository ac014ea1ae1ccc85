import type { ReactNode } from 'react';
import type { EmbeddedModelSettings } from '../../../src-shared/domain/model.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSay } from '../../words.ts';
import './embedded-options.css';

interface EmbeddedOptionsProps {
  readonly settings: EmbeddedModelSettings;
  readonly onChange: (settings: EmbeddedModelSettings) => void;
}

const mostThreads = 64;

/** The window, the graphics card and the threads of a model on this machine. */
export function EmbeddedOptions({ settings, onChange }: EmbeddedOptionsProps): ReactNode {
  const say = useSay();
  const { contextTokens, threads } = settings;
  const measured = { writing: 1, reading: Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)) };
  return (
    <Disclosure title={say('settings.model.more')}>
      <div className="embedded-options">
        <NumberField
          label={say('settings.model.context')}
          help={say('settings.model.contextHelp')}
          value={contextTokens}
          minValue={512}
          step={512}
          onChange={(tokens) => onChange({ ...settings, contextTokens: tokens })}
          className="embedded-options-number"
        />
        <GpuLayers
          layers={settings.gpuLayers ?? 0}
          onChange={(gpuLayers) => onChange({ ...settings, gpuLayers })}
        />
        <Switch
          isSelected={threads === null}
          onChange={(byItself) => onChange({ ...settings, threads: byItself ? null : measured })}
          note={say('settings.model.threadsNote')}
        >
          {say('settings.model.threads')}
        </Switch>
        {threads && (
          <div className="embedded-options-row">
            {(['writing', 'reading'] as const).map((use) => (
              <NumberField
                key={use}
                label={say(`settings.model.${use}`)}
                value={threads[use]}
                minValue={1}
                maxValue={mostThreads}
                onChange={(count) => onChange({ ...settings, threads: { ...threads, [use]: count } })}
                className="embedded-options-number"
              />
            ))}
          </div>
        )}
      </div>
    </Disclosure>
  );
}

type Layers = NonNullable<EmbeddedModelSettings['gpuLayers']>;

const placesOfLayers = ['auto', 'none', 'number'] as const;
const mostLayers = 512;
/** A first number to change from: a quarter of what common models have. */
const someLayers = 8;

/** How much of a model lies on the graphics card, where the machine has one. */
function GpuLayers({
  layers,
  onChange,
}: {
  readonly layers: Layers;
  readonly onChange: (layers: Layers) => void;
}): ReactNode {
  const say = useSay();
  const place = layers === 'auto' ? 'auto' : layers === 0 ? 'none' : 'number';
  return (
    <div className="embedded-options-row">
      <Select
        label={say('settings.model.gpu')}
        help={say('settings.model.gpuHelp')}
        choices={placesOfLayers.map((id) => ({ id, label: say(`settings.model.gpu.${id}`) }))}
        value={place}
        onChange={(id) => onChange(id === 'auto' ? 'auto' : id === 'none' ? 0 : someLayers)}
        className="embedded-options-gpu"
      />
      {typeof layers === 'number' && layers > 0 && (
        <NumberField
          label={say('settings.model.gpuLayers')}
          value={layers}
          minValue={1}
          maxValue={mostLayers}
          onChange={onChange}
          className="embedded-options-number"
        />
      )}
    </div>
  );
}
