import { useEffect, type ReactNode } from 'react';
import { listEmbeddingReceivers, listReceivers, type Receiver } from '../../../src-shared/domain/privacy.ts';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { useIndexStatus } from '../worldbook/index-status.ts';
import { refreshEmbedding, useEmbedding } from './meaning-search-store.ts';
import { useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import { useSettings } from './settings-store.ts';
import './privacy-page.css';

/** What leaves this machine, read off the settings as they are now. */
export function PrivacyPage(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const overview = useModels((state) => state.overview);
  const choice = useEmbedding((state) => state.choice);
  const answering = useIndexStatus((state) => state.status?.answering ?? null);
  useEffect(() => void refreshEmbedding().catch(notifyError), []);
  if (!overview) return null;
  const receivers = isOn ? listReceivers(overview) : [];
  const embedders = choice ? listEmbeddingReceivers(choice, answering) : []; // asked whether or not models are in use
  const outside = [...receivers, ...embedders].filter(({ place }) => place !== 'machine');
  return (
    <>
      <div>
        <p className="privacy-page-answer">
          {outside.length === 0
            ? say('settings.privacy.nothing')
            : say('settings.privacy.some', { count: new Set(outside.map(({ host }) => host)).size })}
        </p>
        {outside.length === 0 && <p>{say(isOn ? 'settings.privacy.nothingNote' : 'settings.privacy.off')}</p>}
      </div>
      {embedders.length > 0 && (
        <SettingGroup title={say('settings.page.meaning')}>
          <ul className="privacy-page-list">
            {embedders.map((receiver) => (
              <ReceiverLine
                key={receiver.host + receiver.model}
                receiver={receiver}
                use={say('embedding.privacy', { model: receiver.model })}
              />
            ))}
          </ul>
        </SettingGroup>
      )}
      {receivers.length > 0 && (
        <SettingGroup title={say('settings.privacy.receivers')}>
          <ul className="privacy-page-list">
            {receivers.map((receiver) => (
              <ReceiverLine key={JSON.stringify(receiver)} receiver={receiver} />
            ))}
          </ul>
          <p>{say('settings.privacy.when')}</p>
        </SettingGroup>
      )}
      <SettingGroup title={say('settings.privacy.also')}>
        <ul className="privacy-page-facts">
          <li>{say('settings.privacy.telemetry')}</li>
          <li>{say('settings.privacy.files')}</li>
          <li>{say('settings.privacy.links')}</li>
        </ul>
      </SettingGroup>
    </>
  );
}

interface ReceiverLineProps {
  readonly receiver: Receiver;
  /** What it is sent text for; the agents that ask it where that is not given. */
  readonly use?: string;
}

function ReceiverLine({ receiver, use }: ReceiverLineProps): ReactNode {
  const say = useSay();
  const { host, model, place, isEncrypted, roles, from } = receiver;
  const names = roles ? roles.map((role) => say(`role.${role}`)).join(', ') : say('settings.privacy.all');
  return (
    <li className="privacy-page-receiver">
      <span className="privacy-page-host">{host}</span>
      <span className={`privacy-page-place privacy-page-${place}`}>
        {say(`settings.privacy.place.${place}`)}
        {!isEncrypted && place !== 'machine' && `, ${say('settings.privacy.plain')}`}
      </span>
      <span className="privacy-page-use">
        {use ??
          `${say('settings.privacy.does', { model, roles: names })}; ${say(`settings.privacy.from.${from}`)}`}
      </span>
    </li>
  );
}
