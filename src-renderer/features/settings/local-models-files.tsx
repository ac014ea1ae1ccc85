import { FolderInput, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import type { LookedAtModel } from '../../../src-shared/domain/local-models.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { answerOffer, forgetModel, offerModelFile, useFile, useLocalModels } from './local-models-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './local-models-files.css';

/** Model files of the writer's own: dropped here or chosen, looked at, used where they are or copied. */
export function LocalModelsFiles(): ReactNode {
  const say = useSay();
  const chooser = useRef<HTMLInputElement>(null);
  const offered = useLocalModels((state) => state.offered);
  const imported = useLocalModels((state) => state.overview?.imported ?? null);
  const take = async (files: readonly File[]): Promise<void> => {
    const [handle] = await api.handlesOf(files);
    if (handle) await offerModelFile(handle);
  };
  return (
    <SettingGroup title={say('local.files')} note={say('local.filesNote')}>
      {offered ? (
        <Offer model={offered.model} />
      ) : (
        <div className="local-models-files-drop">
          <FolderInput size={20} strokeWidth={1.75} aria-hidden />
          <p>{say('local.dropHere')}</p>
          <Button onPress={() => chooser.current?.click()}>{say('local.choose')}</Button>
          <input
            ref={chooser}
            type="file"
            accept=".gguf"
            hidden
            onChange={(event) => {
              void take([...(event.target.files ?? [])]).catch(notifyError);
              event.target.value = '';
            }}
          />
        </div>
      )}
      <ul className="local-models-files-list">
        {imported?.map(({ file, name, isCopy }) => (
          <li key={file} className="local-models-files-row">
            <span className="local-models-files-name">
              {name}
              <span className="local-models-files-path">{file}</span>
            </span>
            <Button
              aria-label={say('local.useName', { name })}
              onPress={() => void useFile({ file, name, fit: null })}
            >
              {say('local.use')}
            </Button>
            <IconButton
              icon={Trash2}
              label={say(isCopy ? 'local.removeName' : 'local.forgetName', { name })}
              onPress={() => void forgetModel(file)}
            />
          </li>
        ))}
      </ul>
    </SettingGroup>
  );
}

function Offer({ model: { facts, fit } }: { readonly model: LookedAtModel }): ReactNode {
  const say = useSay();
  return (
    <div className="local-models-files-offer" role="status">
      <p className="local-models-files-title">{facts.name ?? facts.file}</p>
      <p>
        {say('local.offer', {
          architecture: facts.architecture ?? '?',
          gigabytes: facts.bytes / 1e9,
          needed: fit.neededBytes / 1e9,
          tokens: fit.contextTokens,
        })}{' '}
        {say(`local.fit.${fit.verdict}`)}.
      </p>
      <div className="local-models-files-answers">
        <Button variant="quiet" onPress={() => void answerOffer(null)}>
          {say('local.offerNo')}
        </Button>
        <Button onPress={() => void answerOffer('copy')}>{say('local.offerCopy')}</Button>
        <Button variant="primary" onPress={() => void answerOffer('here')}>
          {say('local.offerHere')}
        </Button>
      </div>
    </div>
  );
}
