import { useState, type ReactNode } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { hostOf, keepMirror, useLocalModels } from './local-models-store.ts';
import { SettingGroup } from './setting-group.tsx';

/** Which host models come from: a mirror for networks that cannot reach the usual one. */
export function LocalModelsMirror(): ReactNode {
  const say = useSay();
  const overview = useLocalModels((state) => state.overview);
  const [typed, setTyped] = useState<string | null>(null);
  if (!overview) return null;
  const address = typed ?? overview.mirror;
  const isWrong = address !== '' && !/^https?:\/\/./.test(address);
  return (
    <SettingGroup title={say('local.source')} note={say('local.sourceNote', { host: hostOf(overview) })}>
      <TextField
        label={say('local.mirror')}
        help={say('local.mirrorHelp')}
        error={isWrong ? say('settings.model.addressWrong') : null}
        value={address}
        onChange={(text) => setTyped(text.trim())}
        onBlur={() => {
          if (typed === null || isWrong) return;
          setTyped(null);
          void keepMirror(typed);
        }}
        type="url"
      />
    </SettingGroup>
  );
}
