import { useEffect, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { LocalModelRow } from './local-models-row.tsx';
import { LocalModelsFiles } from './local-models-files.tsx';
import { LocalModelsMirror } from './local-models-mirror.tsx';
import { LocalModelsServers } from './local-models-servers.tsx';
import { lookForServers, refreshLocalModels, useLocalModels } from './local-models-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './local-models-page.css';

/** Language models that run on this machine: servers that are there, models to fetch, files of the writer's own. */
export function LocalModelsPage(): ReactNode {
  const say = useSay();
  const overview = useLocalModels((state) => state.overview);
  useEffect(() => {
    void refreshLocalModels();
    void lookForServers();
  }, []);
  if (!overview) return null;
  const { machine, catalogue, downloads } = overview;
  return (
    <div className="local-models-page" data-drop="model">
      <p>
        {say('local.machine', {
          memory: machine.memory / 1e9,
          disk: (machine.freeDisk ?? 0) / 1e9,
        })}
      </p>
      <LocalModelsServers />
      <SettingGroup title={say('local.catalogue')} note={say('local.catalogueNote')}>
        <ul className="local-models-page-list">
          {catalogue
            .filter(({ kind }) => kind === 'language')
            .map((model) => (
              <LocalModelRow
                key={model.id}
                model={model}
                download={downloads.find(({ id }) => id === model.id) ?? null}
              />
            ))}
        </ul>
      </SettingGroup>
      <LocalModelsFiles />
      <LocalModelsMirror />
      <FolderLine folder={machine.folder} />
    </div>
  );
}

function FolderLine({ folder }: { readonly folder: string }): ReactNode {
  const say = useSay();
  return (
    <SettingGroup title={say('local.folder')}>
      <p className="local-models-page-path">{folder}</p>
      <div>
        <Button onPress={() => void api.request('localModels.showFolder', {}).catch(notifyError)}>
          {say('local.showFolder')}
        </Button>
      </div>
    </SettingGroup>
  );
}
