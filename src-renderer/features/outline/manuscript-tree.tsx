import { BookPlus, FilePlus, Filter, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { notifyError } from '../../ui/notices.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { BinDialog } from './bin-dialog.tsx';
import { addChapter, addScene } from './outline-actions.ts';
import './outline-commands.ts';
import type { SceneStatus } from './outline-nodes.ts';
import { filterBy, showBin, useOutlineView } from './outline-view.ts';
import { TreeRows } from './tree-rows.tsx';
import './manuscript-tree.css';

const statuses: readonly SceneStatus[] = ['outline', 'draft', 'revised', 'done'];

/** The manuscript: acts, chapters and scenes to open, order, name and put away. */
export function ManuscriptTree(): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  return (
    <div className="manuscript-tree">
      <header className="manuscript-tree-head">
        <h2 className="manuscript-tree-title">{say('outline.label')}</h2>
        <IconButton icon={FilePlus} label={say('command.scene.add')} onPress={() => void addScene()} />
        <IconButton icon={BookPlus} label={say('command.chapter.add')} onPress={() => void addChapter()} />
      </header>
      {outline && <TreeFilterBar />}
      {outline && <TreeRows />}
      <BinButton />
    </div>
  );
}

function TreeFilterBar(): ReactNode {
  const say = useSay();
  const { text, status } = useOutlineView((state) => state.filter);
  const entry = (id: SceneStatus | null) => ({
    id: id ?? 'all',
    label: say(id ? `outline.status.${id}` : 'outline.allStatuses'),
    isChecked: status === id,
    onAction: () => filterBy({ status: id }),
  });
  return (
    <div className="manuscript-tree-filter">
      <SearchField
        label={say('outline.filter')}
        value={text}
        onChange={(value) => filterBy({ text: value })}
        className="manuscript-tree-search"
      />
      <MenuButton
        button={
          <IconButton
            icon={Filter}
            label={
              status === null
                ? say('outline.filterByStatus')
                : say('outline.filteredByStatus', { status: say(`outline.status.${status}`) })
            }
            isSelected={status !== null}
          />
        }
        label={say('outline.filterByStatus')}
        entries={[entry(null), 'rule', ...statuses.map(entry)]}
      />
    </div>
  );
}

function BinButton(): ReactNode {
  const say = useSay();
  const isOpen = useOutlineView((state) => state.isBinOpen);
  const count = useBinCount();
  return (
    <footer className="manuscript-tree-foot">
      <Button variant="quiet" icon={Trash2} onPress={() => showBin(true)}>
        {count > 0 ? say('outline.binCount', { count }) : say('outline.bin')}
      </Button>
      {isOpen && <BinDialog />}
    </footer>
  );
}

/** How much is in the bin; counted again whenever the outline is another one. */
function useBinCount(): number {
  const novelId = useNovel((state) => state.novelId);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (novelId === null) return;
    const read = (): void => void api.request('outline.countBin', { novelId }).then(setCount, notifyError);
    read();
    return api.on('novels.changed', (change) => {
      if (change.outline && change.novelId === novelId) read();
    });
  }, [novelId]);
  return count;
}
