import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tree } from '../../ui/tree.tsx';
import { useSay, useWords } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { openScene } from '../manuscript/scene-store.ts';
import { addScene } from './outline-actions.ts';
import { filterTree, holdersOf, treeOf, visibleIds } from './outline-nodes.ts';
import { collapse, filterBy, selectItem, useOutlineView } from './outline-view.ts';
import { describeNode, titleOf } from './outline-words.ts';
import { useTreeDrag } from './tree-drag.ts';
import { itemWithId, onTreeKey, onTreeMenu } from './tree-events.ts';
import { TreeRow } from './tree-row.tsx';

const rowHeight = 28;

/** The rows of the manuscript's tree, narrowed by the filter. */
export function TreeRows(): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const { filter, collapsed, selected, renaming } = useOutlineView();
  const container = useRef<HTMLDivElement>(null);
  const dragAndDrop = useTreeDrag();
  const isFiltered = filter.text.trim() !== '' || filter.status !== null;
  const catalogue = useWords((state) => state.catalogue);
  const rows = useMemo(
    () => (outline ? filterTree(treeOf(outline), { filter, titleOf }) : []),
    [outline, filter, catalogue],
  );
  const expanded = useMemo(
    () => holdersOf(rows).filter((id) => isFiltered || !collapsed.has(id)),
    [rows, collapsed, isFiltered],
  );
  const seen = useMemo(() => {
    const open = new Set(expanded);
    return visibleIds(rows, (id) => open.has(id));
  }, [rows, expanded]);
  useShown({ container, ids: seen, id: renaming ?? selected?.id ?? null });
  const dependencies = useMemo(() => [catalogue], [catalogue]);
  const open = (id: string): void => {
    const item = itemWithId(id);
    if (item) selectItem(item);
    if (item?.kind === 'scene') void openScene(item.id);
  };
  return (
    <div className="manuscript-tree-rows" onKeyDownCapture={onTreeKey} onContextMenu={onTreeMenu}>
      <Tree
        ref={container}
        label={say('outline.label')}
        rows={rows}
        rowHeight={rowHeight}
        titleOf={titleOf}
        wordsOf={describeNode}
        renderRow={(node) => <TreeRow node={node} />}
        expanded={expanded}
        onExpandedChange={(ids) => {
          if (isFiltered) return;
          const shown = new Set(ids);
          collapse(new Set(holdersOf(rows).filter((id) => !shown.has(id))));
        }}
        selected={selected?.id ?? null}
        onSelect={(id) => selectItem(itemWithId(id))}
        onOpen={open}
        expandLabel={say('outline.fold')}
        dragLabel={say('outline.drag')}
        dragAndDrop={dragAndDrop}
        dependencies={dependencies}
        empty={<NothingThere isFiltered={isFiltered} />}
      />
    </div>
  );
}

function NothingThere({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const say = useSay();
  return isFiltered ? (
    <EmptyState
      text={say('outline.noMatch')}
      action={
        <Button onPress={() => filterBy({ text: '', status: null })}>{say('outline.clearFilter')}</Button>
      }
    />
  ) : (
    <EmptyState
      text={say('outline.empty')}
      action={<Button onPress={() => void addScene()}>{say('command.scene.add')}</Button>}
    />
  );
}

/** Keeps the row that is selected or named in sight when another one becomes it. */
function useShown({
  container,
  ids,
  id,
}: {
  container: { readonly current: HTMLDivElement | null };
  ids: readonly string[];
  id: string | null;
}): void {
  const at = id === null ? -1 : ids.indexOf(id);
  useEffect(() => {
    const element = container.current;
    if (!element || at === -1) return;
    const top = at * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  }, [id]); // only when another row is meant: a scroll of the writer's own stays
}
