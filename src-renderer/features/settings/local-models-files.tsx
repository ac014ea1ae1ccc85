import { FolderInput, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { LocalModelsOffer } from './local-models-offer.tsx';
import { forgetModel, offerImported, offerModelFile, useLocalModels } from './local-models-store.ts';
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
        <LocalModelsOffer key={offered.model.facts.file} {...offered} />
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
              aria-label={say('local.useImportedName', { name })}
              onPress={() => void offerImported(file)}
            >
              {say('local.useImported')}
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
