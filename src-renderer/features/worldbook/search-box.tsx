import type { ReactNode } from 'react';
import { embeddingNameOf } from '../../../src-shared/domain/embedding.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { useIndexStatus } from './index-status.ts';
import { changeView, findMeaning, searchBy, searchScenes, useLoreList } from './list-store.ts';

/** The field that filters by name as it is typed, and asks by meaning on Enter. */
export function SearchBox(): ReactNode {
  const say = useSay();
  const { view, by, withScenes } = useLoreList();
  return (
    <div className="worldbook-search">
      <SearchField
        label={say(by === 'name' ? 'worldbook.filter' : 'worldbook.ask')}
        value={view.filter}
        onChange={(filter) => changeView({ filter })}
        onSubmit={() => void findMeaning()}
        onClear={() => searchBy('name')}
        className="worldbook-search-field"
      />
      <div className="worldbook-search-ways">
        <Segmented
          label={say('worldbook.searchBy')}
          choices={[
            { id: 'name', label: say('worldbook.byName') },
            { id: 'meaning', label: say('worldbook.byMeaning') },
          ]}
          value={by}
          onChange={searchBy}
        />
        {by === 'meaning' && (
          <Switch isSelected={withScenes} onChange={searchScenes}>
            {say('worldbook.withScenes')}
          </Switch>
        )}
      </div>
      {by === 'meaning' && <LanguageNote />}
    </div>
  );
}

/** The bundled model of meanings knows English; in another language it finds less than the words do. */
function LanguageNote(): ReactNode {
  const say = useSay();
  const language = useNovel((state) => state.outline?.novel.language ?? 'en');
  const answering = useIndexStatus((state) => state.status?.answering);
  if (/^en\b/i.test(language) || answering !== embeddingNameOf({ provider: 'bundled' })) return null;
  return <p className="worldbook-note">{say('worldbook.meaningEnglish')}</p>;
}
