import { ArrowDownAZ, Plus, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { PanelHead } from '../../ui/panel-head.tsx';
import { useSay } from '../../words.ts';
import { showPanel } from '../shell/panel-store.ts';
import { EntryEditor } from './entry-editor.tsx';
import { EntryList } from './entry-list.tsx';
import { newEntry, useEntry } from './entry-store.ts';
import { chooseLore } from './import-store.ts';
import { IndexLine } from './index-line.tsx';
import { KindChips } from './kind-chips.tsx';
import { changeView, useLoreList } from './list-store.ts';
import { MeaningHits } from './meaning-hits.tsx';
import { SearchBox } from './search-box.tsx';
import { useWorldbook } from './worldbook-store.ts';
import './worldbook-panel.css';

/** The worldbook: its list with search, or the entry that is open. */
export function WorldbookPanel(): ReactNode {
  const say = useSay();
  const isOpen = useEntry((state) => state.entry !== null);
  return (
    <section className="worldbook worldbook-panel" aria-label={say('worldbook.title')} data-drop="worldbook">
      {isOpen ? <EntryEditor /> : <Listing />}
    </section>
  );
}

function Listing(): ReactNode {
  const say = useSay();
  const count = useWorldbook((state) => state.entries.length);
  const isLoaded = useWorldbook((state) => state.isLoaded);
  const by = useLoreList((state) => state.by);
  return (
    <>
      <PanelHead title={say('worldbook.title')} onClose={() => showPanel(null)}>
        {count > 0 && <SortButton />}
        <ImportButton />
        <IconButton icon={Plus} label={say('worldbook.new')} onPress={() => void newEntry()} />
      </PanelHead>
      {isLoaded && count === 0 ? (
        <EmptyState
          text={say('worldbook.empty')}
          action={
            <Button icon={Upload} onPress={() => void chooseLore(true)}>
              {say('worldbook.chooseFolder')}
            </Button>
          }
        />
      ) : (
        <>
          <SearchBox />
          {by === 'name' ? (
            <>
              <KindChips />
              <EntryList />
            </>
          ) : (
            <MeaningHits />
          )}
        </>
      )}
      <IndexLine />
    </>
  );
}

function SortButton(): ReactNode {
  const say = useSay();
  const sort = useLoreList((state) => state.view.sort);
  const entry = (id: typeof sort) => ({
    id,
    label: say(`worldbook.sort.${id}`),
    isChecked: sort === id,
    onAction: () => changeView({ sort: id }),
  });
  return (
    <MenuButton
      label={say('worldbook.sort')}
      button={<IconButton icon={ArrowDownAZ} label={say('worldbook.sort')} />}
      entries={[entry('title'), entry('kind'), entry('recent')]}
    />
  );
}

function ImportButton(): ReactNode {
  const say = useSay();
  return (
    <MenuButton
      label={say('worldbook.import')}
      button={<IconButton icon={Upload} label={say('worldbook.import')} />}
      entries={[
        { id: 'files', label: say('worldbook.chooseFiles'), onAction: () => void chooseLore(false) },
        { id: 'folder', label: say('worldbook.chooseFolder'), onAction: () => void chooseLore(true) },
      ]}
    />
  );
}
