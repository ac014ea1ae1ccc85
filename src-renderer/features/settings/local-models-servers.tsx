import { useState, type ReactNode } from 'react';
import type { FoundServer } from '../../../src-shared/domain/local-models.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { lookForServers, useLocalModels, useServerModel } from './local-models-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './local-models-servers.css';

/** Ollama and LM Studio, where they run on this machine, with the models they have. */
export function LocalModelsServers(): ReactNode {
  const say = useSay();
  const servers = useLocalModels((state) => state.servers);
  const isLooking = useLocalModels((state) => state.isLooking);
  return (
    <SettingGroup title={say('local.servers')} note={say('local.serversNote')}>
      {servers?.map((server) => (
        <ServerLine key={server.baseUrl} server={server} />
      ))}
      <p role="status">
        {isLooking || servers === null ? say('local.looking') : servers.length === 0 && say('local.noServer')}
      </p>
      <div>
        <Button isDisabled={isLooking} onPress={() => void lookForServers()}>
          {say('local.lookAgain')}
        </Button>
      </div>
    </SettingGroup>
  );
}

const names = { ollama: 'Ollama', 'lm-studio': 'LM Studio' } as const;

function ServerLine({ server }: { readonly server: FoundServer }): ReactNode {
  const say = useSay();
  const { kind, version, models, baseUrl } = server;
  const [model, setModel] = useState(models[0] ?? null);
  const name = version === null ? names[kind] : `${names[kind]} ${version}`;
  return (
    <div className="local-models-servers">
      <Select
        label={say('local.serverModels', { name })}
        help={baseUrl}
        choices={models.map((id) => ({ id, label: id }))}
        value={model}
        onChange={setModel}
        placeholder={say('local.serverEmpty')}
        isDisabled={models.length === 0}
        className="local-models-servers-models"
      />
      <Button
        isDisabled={model === null}
        onPress={() => model !== null && void useServerModel(server, model)}
      >
        {say('local.use')}
      </Button>
    </div>
  );
}
