import { useState, type ReactNode } from 'react';
import { ModelPlace, type ListedModel, type RemoteModelSettings } from '../../../src-shared/domain/model.ts';
import { AppError, toWireError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Picker } from '../../ui/picker.tsx';
import { sayError, useSay } from '../../words.ts';
import './model-name-field.css';

interface ModelNameFieldProps {
  /** The server to ask for its models; its model may still be empty. */
  readonly server: RemoteModelSettings;
  readonly value: string;
  readonly onType: (name: string) => void;
  readonly onPick: (picked: { readonly model: string; readonly contextTokens?: number }) => void;
  readonly onLeave: () => void;
}

const mostShown = 60;

type Listing =
  | { readonly state: 'none' | 'asking' }
  | { readonly state: 'listed'; readonly models: readonly ListedModel[] }
  | { readonly state: 'failed'; readonly error: AppError };

/** The model's name, typed or picked from what the server says it has. */
export function ModelNameField(props: ModelNameFieldProps): ReactNode {
  const { server, value, onType, onPick, onLeave } = props;
  const say = useSay();
  const [listing, setListing] = useState<Listing>({ state: 'none' });
  const { provider, baseUrl, keyName } = server;
  const askable = ModelPlace.safeParse({ provider, baseUrl, keyName });
  const ask = async (place: ModelPlace): Promise<void> => {
    setListing({ state: 'asking' });
    try {
      setListing({ state: 'listed', models: await api.request('models.list', { place }) });
    } catch (thrown) {
      const { code, data } = toWireError(thrown);
      setListing({ state: 'failed', error: new AppError(code, data) });
    }
  };
  const models = listing.state === 'listed' ? listing.models : [];
  return (
    <div className="model-name-field">
      <div className="model-name-field-row" onBlur={onLeave}>
        <Picker
          label={say('settings.model.name')}
          help={say('settings.model.nameHelp')}
          value={models.some(({ id }) => id === value) ? value : null}
          text={value}
          onText={onType}
          choices={matching(models, value).map(({ id, contextTokens }) => ({
            id,
            label: id,
            note:
              contextTokens === null
                ? undefined
                : say('settings.model.listedWindow', { tokens: contextTokens }),
          }))}
          onPick={({ id }) => {
            const tokens = models.find((each) => each.id === id)?.contextTokens ?? null;
            onPick({ model: id, ...(tokens === null ? {} : { contextTokens: tokens }) });
          }}
          className="model-name-field-name"
        />
        <Button
          isDisabled={!askable.success || listing.state === 'asking'}
          onPress={() => void (askable.success && ask(askable.data))}
        >
          {say('settings.model.list')}
        </Button>
      </div>
      <p role="status" className="model-name-field-status">
        {listing.state === 'asking' && say('settings.model.listing')}
        {listing.state === 'listed' && say('settings.model.listed', { count: models.length })}
        {listing.state === 'failed' && sayError(listing.error)}
      </p>
    </div>
  );
}

/** The models whose name has every word that was typed; all of them while a listed one stands there. */
function matching(models: readonly ListedModel[], typed: string): readonly ListedModel[] {
  if (models.some(({ id }) => id === typed)) return models.slice(0, mostShown);
  const words = typed.toLowerCase().split(/\s+/u);
  return models
    .filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)))
    .slice(0, mostShown);
}
