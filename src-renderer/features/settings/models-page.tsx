import type { ReactNode } from 'react';
import type { ModelChoice } from '../../../src-shared/domain/model.ts';
import { notifyError } from '../../ui/notices.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { ExamsGroup } from './exams-group.tsx';
import { FallbackModels } from './fallback-models.tsx';
import { ModelForm } from './model-form.tsx';
import { keepChoice, keepModel, showScope, shownChoice, useModels } from './model-store.ts';
import { OwnModelsGroup } from './own-models-group.tsx';
import { RoleModels } from './role-models.tsx';
import { SettingGroup } from './setting-group.tsx';
import { changeSettings, useSettings } from './settings-store.ts';
import './models-page.css';

/** Which models do the work, for all novels and for this one; the switch that hides all of it. */
export function ModelsPage(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  return (
    <>
      <Switch
        isSelected={isOn}
        onChange={(on) => void changeSettings({ modelFeatures: on }).catch(notifyError)}
        note={say('settings.models.useNote')}
      >
        {say('settings.models.use')}
      </Switch>
      {isOn ? <Choices /> : <p className="models-page-off">{say('settings.models.off')}</p>}
      <OwnModelsGroup />
    </>
  );
}

function Choices(): ReactNode {
  const say = useSay();
  const scope = useModels((state) => state.scope);
  const overview = useModels((state) => state.overview);
  const hasNovel = useNovel((state) => state.novelId !== null);
  const choice = shownChoice({ scope, overview });
  if (!overview) return null;
  return (
    <>
      {hasNovel && (
        <Segmented
          label={say('settings.models.scope')}
          choices={(['app', 'novel'] as const).map((id) => ({
            id,
            label: say(`settings.models.scope.${id}`),
          }))}
          value={scope}
          onChange={showScope}
          className="models-page-scope"
        />
      )}
      {scope === 'novel' && (
        <Switch
          isSelected={overview.novel !== null}
          onChange={(own) => void keepChoice(own ? overview.app : null)}
          note={say('settings.models.novelOwnNote')}
        >
          {say('settings.models.novelOwn')}
        </Switch>
      )}
      {scope === 'app' && overview.environment !== null && (
        <p role="note" className="models-page-notice">
          {say('settings.models.environment', { address: overview.environment })}
        </p>
      )}
      {choice && <Models key={scope} choice={choice} />}
    </>
  );
}

function Models({ choice }: { readonly choice: ModelChoice }): ReactNode {
  const say = useSay();
  return (
    <>
      <SettingGroup title={say('settings.models.default')} note={say('settings.models.defaultNote')}>
        <ModelForm
          place="default"
          settings={choice.default}
          onChange={(settings) => void keepModel('default', settings)}
        />
      </SettingGroup>
      <RoleModels choice={choice} />
      <FallbackModels fallbacks={choice.fallbacks ?? []} />
      <ExamsGroup settings={choice.default} />
    </>
  );
}
