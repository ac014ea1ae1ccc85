import type { ReactNode } from 'react';
import { locales, type Locale } from '../../../src-shared/domain/settings.ts';
import { notifyError } from '../../ui/notices.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from './setting-group.tsx';
import { changeSettings, useSettings } from './settings-store.ts';
import './facts-table.css';

/** A language is called as those who speak it call it. */
const ownNames: Readonly<Record<Locale, string>> = { en: 'English', id: 'Bahasa Indonesia' };

/** macOS and Windows have dictionaries of their own; elsewhere the app brings one, for English. */
const hasSystemSpelling = /^(Mac|Win)/.test(navigator.platform);

/** What each feature does for a novel in English, Indonesian and any other language: keys of `settings.language.`. */
const features = [
  { id: 'names', serves: ['yes', 'yes', 'yes'] },
  { id: 'quotes', serves: ['yes', 'yes', 'some'] },
  { id: 'checks', serves: ['yes', 'some', 'some'] },
  { id: 'spelling', serves: hasSystemSpelling ? ['system', 'system', 'system'] : ['offline', 'no', 'no'] },
  { id: 'grammar', serves: ['offline', 'no', 'no'] },
  { id: 'meaning', serves: ['yes', 'fetched', 'fetched'] },
  { id: 'builtIn', serves: ['yes', 'no', 'no'] },
] as const;

/** The interface language, and what novels in other languages get. */
export function LanguagePage(): ReactNode {
  const say = useSay();
  const locale = useSettings((state) => state.locale);
  return (
    <>
      <SettingGroup title={say('settings.language.interface')} note={say('settings.language.interfaceNote')}>
        <RadioGroup
          label={say('settings.language.interface')}
          isLabelHidden
          choices={locales.map((id) => ({ id, label: ownNames[id] }))}
          value={locale}
          onChange={(id) => void changeSettings({ locale: id }).catch(notifyError)}
        />
      </SettingGroup>
      <SettingGroup title={say('settings.language.novel')}>
        <table className="facts-table">
          <thead>
            <tr>
              <th scope="col">{say('settings.language.feature')}</th>
              <th scope="col">{say('settings.language.english')}</th>
              <th scope="col">{say('settings.language.indonesian')}</th>
              <th scope="col">{say('settings.language.other')}</th>
            </tr>
          </thead>
          <tbody>
            {features.map(({ id, serves }) => (
              <tr key={id}>
                <th scope="row">{say(`settings.language.${id}`)}</th>
                {serves.map((how, at) => (
                  <td key={at}>{say(`settings.language.${how}`)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </SettingGroup>
    </>
  );
}
