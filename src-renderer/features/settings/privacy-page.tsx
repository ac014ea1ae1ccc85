import type { ReactNode } from 'react';
import { listReceivers, type Receiver } from '../../../src-shared/domain/privacy.ts';
import { useSay } from '../../words.ts';
import { useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import { useSettings } from './settings-store.ts';
import './privacy-page.css';

/** What leaves this machine, read off the settings as they are now. */
export function PrivacyPage(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const overview = useModels((state) => state.overview);
  if (!overview) return null;
  const receivers = isOn ? listReceivers(overview) : [];
  const outside = receivers.filter(({ place }) => place !== 'machine');
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

function ReceiverLine({ receiver }: { readonly receiver: Receiver }): ReactNode {
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
        {say('settings.privacy.does', { model, roles: names })}; {say(`settings.privacy.from.${from}`)}
      </span>
    </li>
  );
}
