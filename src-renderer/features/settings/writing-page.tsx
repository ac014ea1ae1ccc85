import { useState, type ReactNode } from 'react';
import type { SettingsChange } from '../../../src-shared/domain/settings.ts';
import { typographyByLanguage } from '../../../src-shared/text/typography-marks.ts';
import { smartenText } from '../../../src-shared/text/typography.ts';
import { notifyError } from '../../ui/notices.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSay, useWords } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { OwnWords } from '../manuscript/own-words.tsx';
import { SettingGroup } from './setting-group.tsx';
import { changeSettings, useSettings } from './settings-store.ts';
import './writing-page.css';

const change = (wanted: SettingsChange): void => void changeSettings(wanted).catch(notifyError);

/** Quotation marks, spelling and grammar while one writes, and how the words are saved. */
export function WritingPage(): ReactNode {
  const say = useSay();
  const { smartTypography, spelling, grammar } = useSettings();
  return (
    <>
      <div className="writing-page-switches">
        <Switch
          isSelected={smartTypography}
          onChange={(on) => change({ smartTypography: on })}
          note={say('settings.writing.smartNote')}
        >
          {say('settings.writing.smart')}
        </Switch>
        <Switch isSelected={spelling} onChange={(on) => change({ spelling: on })}>
          {say('settings.writing.spelling')}
        </Switch>
        <Switch
          isSelected={grammar}
          onChange={(on) => change({ grammar: on })}
          note={say('settings.writing.grammarNote')}
        >
          {say('settings.writing.grammar')}
        </Switch>
      </div>
      {smartTypography && <TypographyPreview />}
      <SettingGroup title={say('spelling.words')} note={say('spelling.wordsNote')}>
        <OwnWords />
      </SettingGroup>
      <SettingGroup title={say('settings.writing.saving')}>
        <ul className="writing-page-facts">
          <li>{say('settings.writing.saving.soon')}</li>
          <li>{say('settings.writing.saving.leave')}</li>
          <li>{say('settings.writing.saving.versions')}</li>
        </ul>
      </SettingGroup>
    </>
  );
}

const typed = `"Wait," she said, "it's the '90s -- isn't it?" He thought... "'Tis."`;

/** A line as it is typed and as it stands afterwards, in any language that has marks of its own. */
function TypographyPreview(): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const novelLanguage = useNovel((state) => state.outline?.novel.language ?? null);
  const known = Object.keys(typographyByLanguage);
  const first = (novelLanguage ?? locale).split('-')[0] ?? 'en';
  const [language, setLanguage] = useState(known.includes(first) ? first : 'en');
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const choices = known
    .map((id) => ({ id, label: names.of(id) ?? id }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <SettingGroup title={say('settings.writing.preview')}>
      <Select
        label={say('settings.writing.previewLanguage')}
        choices={choices}
        value={language}
        onChange={setLanguage}
        className="writing-page-language"
      />
      <dl className="writing-page-preview">
        <dt>{say('settings.writing.typed')}</dt>
        <dd>{typed}</dd>
        <dt>{say('settings.writing.set')}</dt>
        <dd>{smartenText(typed, { language })}</dd>
      </dl>
    </SettingGroup>
  );
}
