import { memo, useDeferredValue, useEffect, useMemo, useRef, type PointerEvent, type ReactNode } from 'react';
import type { Outline } from '../../../src-shared/domain/novel.ts';
import { useAfterPaint } from '../../ui/after-paint.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tree } from '../../ui/tree.tsx';
import { useSay, useWords } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { readAhead } from '../manuscript/read-ahead.ts';
import { openScene } from '../manuscript/scene-store.ts';
import { addScene } from './outline-actions.ts';
import { filterTree, holdersOf, treeOf, visibleIds } from './outline-nodes.ts';
import { collapse, filterBy, selectItem, useOutlineView, type OutlineView } from './outline-view.ts';
import { describeNode, titleOf } from './outline-words.ts';
import { useTreeDrag } from './tree-drag.ts';
import { itemAt, itemWithId, onTreeKey, onTreeMenu } from './tree-events.ts';
import { TreeRow } from './tree-row.tsx';

const rowHeight = 28;

/**
 * Milliseconds until the selection follows: every row is drawn anew for it, so it waits until the writer has stopped to
 * go from scene to scene on the page. The row itself says at once that its scene is open.
 */
const restOfPlace = (): number =>
  document.querySelector('.manuscript-tree-rows:is(:hover, :focus-within)') ? 0 : 250;

/**
 * The rows of the manuscript's tree, narrowed by the filter. Drawing them takes longer than drawing a scene: they are
 * drawn behind the page, and not at all while what they show stays.
 */
export function TreeRows(): ReactNode {
  const outline = useDeferredValue(useNovel((state) => state.outline));
  const selected = useAfterPaint(
    useOutlineView((state) => state.selected),
    restOfPlace,
  );
  const filter = useOutlineView((state) => state.filter);
  const collapsed = useOutlineView((state) => state.collapsed);
  const renaming = useOutlineView((state) => state.renaming);
  return outline && <Rows {...{ outline, selected, filter, collapsed, renaming }} />;
}

interface RowsProps extends Pick<OutlineView, 'selected' | 'filter' | 'collapsed' | 'renaming'> {
  readonly outline: Outline;
}

const Rows = memo(({ outline, selected, filter, collapsed, renaming }: RowsProps): ReactNode => {
  const say = useSay();
  const container = useRef<HTMLDivElement>(null);
  const dragAndDrop = useTreeDrag();
  const isFiltered = filter.text.trim() !== '' || filter.status !== null;
  const catalogue = useWords((state) => state.catalogue);
  const rows = useMemo(() => filterTree(treeOf(outline), { filter, titleOf }), [outline, filter, catalogue]);
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
  const select = (id: string): void => {
    const item = itemWithId(id);
    selectItem(item);
    if (item?.kind === 'scene') readAhead(item.id);
  };
  const open = (id: string): void => {
    const item = itemWithId(id);
    if (item) selectItem(item);
    if (item?.kind === 'scene') void openScene(item.id);
  };
  return (
    <div
      className="manuscript-tree-rows"
      onKeyDownCapture={onTreeKey}
      onContextMenu={onTreeMenu}
      onPointerOver={readPointed}
    >
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
        onSelect={select}
        onOpen={open}
        expandLabel={say('outline.fold')}
        dragLabel={say('outline.drag')}
        dragAndDrop={dragAndDrop}
        dependencies={dependencies}
        empty={<NothingThere isFiltered={isFiltered} />}
      />
    </div>
  );
});
Rows.displayName = 'Rows';

/** A scene under the pointer is probably the next that is opened. */
function readPointed({ target }: PointerEvent): void {
  const item = itemAt(target);
  if (item?.kind === 'scene') readAhead(item.id);
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
    const { scrollTop, clientHeight } = element;
    const isSeen = top >= scrollTop && top + rowHeight <= scrollTop + clientHeight;
    if (!isSeen) element.scrollTop = top - (clientHeight - rowHeight) / 2; // with what is around it, and seldom
  }, [id]); // only when another row is meant: a scroll of the writer's own stays
}
