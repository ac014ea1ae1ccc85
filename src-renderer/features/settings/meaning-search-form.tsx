import { useState, type ReactNode } from 'react';
import { EmbeddingSettings, type RemoteEmbeddingSettings } from '../../../src-shared/domain/embedding.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { chooseEmbedding } from './meaning-search-store.ts';
import { ServerKey } from './server-key.tsx';
import './meaning-search-form.css';

interface MeaningSearchFormProps {
  readonly provider: RemoteEmbeddingSettings['provider'];
  /** What is in use of this kind; null while it is another. */
  readonly kept: RemoteEmbeddingSettings | null;
}

const first = {
  ollama: { baseUrl: 'http://127.0.0.1:11434', model: 'nomic-embed-text', keyName: null },
  openai: { baseUrl: '', model: 'text-embedding-3-small', keyName: 'OPENAI_API_KEY' },
  gemini: { baseUrl: '', model: 'gemini-embedding-001', keyName: 'GEMINI_API_KEY' },
  'openai-compatible': { baseUrl: '', model: '', keyName: null },
} as const;

/** A server that embeds: its address where it has one of its own, model and key. Used when the writer says so. */
export function MeaningSearchForm({ provider, kept }: MeaningSearchFormProps): ReactNode {
  const say = useSay();
  const [fields, setFields] = useState<{
    readonly baseUrl: string;
    readonly model: string;
    readonly keyName: string | null;
  }>({ ...first[provider], ...kept });
  const { baseUrl, model, keyName } = fields;
  const hasAddress = provider === 'ollama' || provider === 'openai-compatible';
  const wanted = EmbeddingSettings.safeParse({
    provider,
    model,
    ...(hasAddress ? { baseUrl } : {}),
    ...(provider === 'ollama' ? {} : { keyName }),
  });
  return (
    <div className="meaning-search-form">
      {hasAddress && (
        <TextField
          label={say('settings.model.address')}
          help={say(`embedding.addressHelp.${provider}`)}
          value={baseUrl}
          onChange={(text) => setFields({ ...fields, baseUrl: text.trim() })}
          type="url"
        />
      )}
      <TextField
        label={say('settings.model.name')}
        help={say('settings.model.nameHelp')}
        value={model}
        onChange={(text) => setFields({ ...fields, model: text })}
      />
      {provider !== 'ollama' && (
        <ServerKey
          suggestedName={first[provider].keyName ?? 'EMBEDDING_API_KEY'}
          keyName={keyName}
          isNeeded={provider !== 'openai-compatible'}
          onChange={(name) => setFields({ ...fields, keyName: name })}
        />
      )}
      <p>{say('embedding.sends')}</p>
      <div>
        <Button
          variant="primary"
          isDisabled={!wanted.success}
          onPress={() => wanted.success && void chooseEmbedding(wanted.data)}
        >
          {say('embedding.switch')}
        </Button>
      </div>
    </div>
  );
}
