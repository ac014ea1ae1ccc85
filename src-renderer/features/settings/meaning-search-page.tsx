import { useEffect, useState, type ReactNode } from 'react';
import {
  embeddingNameOf,
  isRemoteEmbedding,
  type EmbeddingSettings,
} from '../../../src-shared/domain/embedding.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { readIndexStatus } from '../worldbook/index-status.ts';
import { LocalModelRow } from './local-models-row.tsx';
import { refreshLocalModels, useLocalModels } from './local-models-store.ts';
import { MeaningSearchForm } from './meaning-search-form.tsx';
import { MeaningSearchState } from './meaning-search-state.tsx';
import { chooseEmbedding, refreshEmbedding, useEmbedding } from './meaning-search-store.ts';
import { SettingGroup } from './setting-group.tsx';

const providers = ['bundled', 'multilingual', 'ollama', 'openai', 'gemini', 'openai-compatible'] as const;
type Provider = (typeof providers)[number];

/** Which model makes search by meaning, and how far the open novel has gone over to it. */
export function MeaningSearchPage(): ReactNode {
  const say = useSay();
  const choice = useEmbedding((state) => state.choice);
  const hasNovel = useNovel((state) => state.novelId !== null);
  useEffect(() => {
    void refreshEmbedding().catch(notifyError);
    void refreshLocalModels();
    void readIndexStatus();
  }, []);
  if (!choice) return null;
  return (
    <>
      <p>{say('embedding.note')}</p>
      {hasNovel && <MeaningSearchState choice={choice} />}
      <Choice key={embeddingNameOf(choice.wanted)} wanted={choice.wanted} />
    </>
  );
}

function Choice({ wanted }: { readonly wanted: EmbeddingSettings }): ReactNode {
  const say = useSay();
  const [provider, setProvider] = useState<Provider>(wanted.provider);
  const shown = isRemoteEmbedding(wanted) && wanted.provider === provider ? wanted : null;
  const choose = (id: Provider): void => {
    setProvider(id);
    if (id === 'bundled') void chooseEmbedding({ provider: 'bundled' });
  };
  return (
    <SettingGroup title={say('embedding.model')}>
      <RadioGroup
        label={say('embedding.provider')}
        isLabelHidden
        choices={providers.map((id) => ({
          id,
          label: say(`embedding.provider.${id}`),
          note: say(`embedding.provider.${id}.note`),
        }))}
        value={provider}
        onChange={choose}
      />
      {provider === 'multilingual' && <Multilingual isWanted={wanted.provider === 'multilingual'} />}
      {provider !== 'bundled' && provider !== 'multilingual' && (
        <MeaningSearchForm key={provider} provider={provider} kept={shown} />
      )}
    </SettingGroup>
  );
}

function Multilingual({ isWanted }: { readonly isWanted: boolean }): ReactNode {
  const say = useSay();
  const overview = useLocalModels((state) => state.overview);
  const model = overview?.catalogue.find(({ kind }) => kind === 'embedding');
  if (!overview || !model) return null;
  const download = overview.downloads.find(({ id }) => id === model.id) ?? null;
  return (
    <>
      <ul className="local-models-page-list">
        <LocalModelRow model={model} download={download} />
      </ul>
      {!isWanted && download?.state === 'ready' && (
        <div>
          <Button variant="primary" onPress={() => void chooseEmbedding({ provider: 'multilingual' })}>
            {say('embedding.switch')}
          </Button>
        </div>
      )}
    </>
  );
}
