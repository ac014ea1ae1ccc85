import type { ReactNode } from 'react';
import type { OwnModel } from '../../../src-shared/domain/models-overview.ts';
import { useSay } from '../../words.ts';
import { useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './own-models-group.css';

/** The two models that belong to Fabula, as they lie on this machine. */
export function OwnModelsGroup(): ReactNode {
  const say = useSay();
  const overview = useModels((state) => state.overview);
  if (!overview) return null;
  const { language, search } = overview;
  const threads = language.threads ? say('settings.own.threads', language.threads) : null;
  return (
    <SettingGroup title={say('settings.own')}>
      <OwnModelLine
        model={language}
        name={say('settings.own.language')}
        how="settings.own.howLanguage"
        more={threads}
      />
      <OwnModelLine
        model={search}
        name={say('settings.own.search')}
        how="settings.own.howSearch"
        more={null}
      />
    </SettingGroup>
  );
}

interface OwnModelLineProps {
  readonly model: OwnModel;
  readonly name: string;
  /** What to do where it is not there: a key. */
  readonly how: string;
  readonly more: string | null;
}

function OwnModelLine({ model, name, how, more }: OwnModelLineProps): ReactNode {
  const say = useSay();
  const facts = say('settings.own.facts', {
    name: model.name,
    megabytes: model.bytes / 1e6,
    licence: model.licence,
  });
  return (
    <div className="own-models-group">
      <p className="own-models-group-name">
        {name}
        <span className={`own-models-group-state own-models-group-${model.state}`}>
          {say(`settings.own.state.${model.state}`)}
        </span>
      </p>
      <p className="own-models-group-facts">{more ? `${facts}; ${more}` : facts}</p>
      <p className="own-models-group-facts">{model.place}</p>
      {model.state !== 'ready' && <p>{say(how)}</p>}
    </div>
  );
}
