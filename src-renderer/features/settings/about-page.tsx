import { useEffect, useState, type ReactNode } from 'react';
import licences from '../../../resources/licences.json' with { type: 'json' };
import type { About, AppFolder } from '../../../src-shared/domain/about.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { DoctorGroup } from './doctor-group.tsx';
import { SettingGroup } from './setting-group.tsx';
import './facts-table.css';
import './about-page.css';

/** What this app is, where it keeps things, whether it is well, and the licences of its parts. */
export function AboutPage(): ReactNode {
  const say = useSay();
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => void api.request('about.get', {}).then(setAbout, notifyError), []);
  return (
    <>
      {about && (
        <div>
          <p className="about-page-version">{say('settings.about.version', { version: about.version })}</p>
          <p>{say('settings.about.runs', { electron: about.electron, system: about.system })}</p>
        </div>
      )}
      {about && <Folders folders={about.folders} />}
      <DoctorGroup />
      <SettingGroup title={say('settings.about.licences')} note={say('settings.about.own')}>
        <Disclosure title={say('settings.about.parts', { count: licences.length })}>
          <Licences />
        </Disclosure>
      </SettingGroup>
    </>
  );
}

function Folders({ folders }: { readonly folders: About['folders'] }): ReactNode {
  const say = useSay();
  const show = (folder: AppFolder): void =>
    void api.request('about.showFolder', { folder }).catch(notifyError);
  return (
    <SettingGroup title={say('settings.about.folders')}>
      <ul className="about-page-folders">
        {folders.map(({ id, path }) => {
          const name = say(`settings.about.folder.${id}`);
          return (
            <li key={id} className="about-page-folder">
              <span className="about-page-place">
                {name}
                <span className="about-page-path">{path}</span>
              </span>
              <Button aria-label={say('settings.about.showOf', { name })} onPress={() => show(id)}>
                {say('settings.about.show')}
              </Button>
            </li>
          );
        })}
      </ul>
    </SettingGroup>
  );
}

function Licences(): ReactNode {
  const say = useSay();
  return (
    <table className="facts-table">
      <thead>
        <tr>
          <th scope="col">{say('settings.about.part')}</th>
          <th scope="col">{say('settings.about.licence')}</th>
        </tr>
      </thead>
      <tbody>
        {licences.map(({ name, version, licence }) => (
          <tr key={name}>
            <th scope="row">
              {name} {version}
            </th>
            <td>{licence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
