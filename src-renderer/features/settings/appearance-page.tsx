import { useEffect, useState, type ReactNode } from 'react';
import {
  bundledFaces,
  largestProse,
  smallestProse,
  type BundledFace,
  type SettingsChange,
} from '../../../src-shared/domain/settings.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { notifyError } from '../../ui/notices.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { isFaceInstalled } from './installed-face.ts';
import { SettingGroup } from './setting-group.tsx';
import { changeSettings, useSettings } from './settings-store.ts';
import './appearance-page.css';

/** Names of typefaces are the same in every language. */
const faceNames: Readonly<Record<BundledFace, string>> = {
  literata: 'Literata',
  'source-serif-4': 'Source Serif 4',
  'eb-garamond': 'EB Garamond',
};

const change = (wanted: SettingsChange): void => void changeSettings(wanted).catch(notifyError);

/** Colours, the typeface of the prose and its size. */
export function AppearancePage(): ReactNode {
  const say = useSay();
  const { theme, proseFace, proseSize } = useSettings();
  return (
    <>
      <SettingGroup title={say('settings.appearance.theme')}>
        <Segmented
          label={say('settings.appearance.theme')}
          choices={(['system', 'light', 'dark'] as const).map((id) => ({
            id,
            label: say(`settings.appearance.theme.${id}`),
          }))}
          value={theme}
          onChange={(id) => change({ theme: id })}
          className="appearance-page-theme"
        />
      </SettingGroup>
      <SettingGroup title={say('settings.appearance.face')}>
        <RadioGroup
          label={say('settings.appearance.face')}
          isLabelHidden
          choices={bundledFaces.map((id) => ({ id, label: faceNames[id] }))}
          value={proseFace}
          onChange={(id) => change({ proseFace: id })}
        />
        <div className="appearance-page-row">
          <FamilyField />
          <NumberField
            label={say('settings.appearance.size')}
            value={proseSize}
            minValue={smallestProse}
            maxValue={largestProse}
            onChange={(size) => change({ proseSize: size })}
            className="appearance-page-size"
          />
        </div>
        <figure className="appearance-page-sample" aria-label={say('settings.appearance.sampleLabel')}>
          <p>{say('settings.appearance.sample')}</p>
        </figure>
      </SettingGroup>
    </>
  );
}

/** A typeface of this machine by its name, taken over when the field is left or Enter is pressed. */
function FamilyField(): ReactNode {
  const say = useSay();
  const kept = useSettings((state) => state.proseFamily);
  const [typed, setTyped] = useState(kept);
  useEffect(() => setTyped(kept), [kept]);
  const isMissing = kept !== '' && !isFaceInstalled(kept);
  const keep = (): void => {
    if (typed.trim() !== kept) change({ proseFamily: typed });
  };
  return (
    <TextField
      label={say('settings.appearance.family')}
      help={say('settings.appearance.familyHelp')}
      error={isMissing ? say('settings.appearance.familyMissing', { family: kept }) : null}
      value={typed}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={({ key }) => key === 'Enter' && keep()}
      maxLength={80}
      className="appearance-page-family"
    />
  );
}
