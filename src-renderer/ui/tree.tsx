import { ChevronRight } from 'lucide-react';
import { useMemo, type ReactNode, type Ref } from 'react';
import {
  Button,
  Collection,
  ListLayout,
  Tree as AriaTree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
  type DragAndDropHooks,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import './tree.css';

/** A row with what stands in it. */
export interface TreeRow {
  readonly id: string;
  readonly children: readonly TreeRow[];
}

export interface TreeProps<Row extends TreeRow> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** The height of a row in px: only rows that are seen are drawn. */
  readonly rowHeight: number;
  /** What a row is called: what typing ahead looks for. */
  readonly titleOf: (row: Row) => string;
  /** A row in words, for reading out. */
  readonly wordsOf: (row: Row) => string;
  /** What stands in a row beside its arrow. */
  readonly renderRow: (row: Row) => ReactNode;
  readonly expanded: readonly string[];
  readonly onExpandedChange: (ids: readonly string[]) => void;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** A click, Enter or Space on a row. */
  readonly onOpen: (id: string) => void;
  readonly expandLabel: string;
  /** What the handle by which a row is dragged with keys is called; no handle where it is not given. */
  readonly dragLabel?: string;
  readonly dragAndDrop?: DragAndDropHooks;
  readonly empty?: ReactNode;
  /** Draws the rows anew when one of these changes. */
  readonly dependencies?: readonly unknown[];
  readonly className?: string;
  readonly ref?: Ref<HTMLDivElement>;
}

/** Rows in rows, to walk through by keys, fold, choose, open and drag. */
export function Tree<Row extends TreeRow>(props: TreeProps<Row>): ReactNode {
  const { rows, rowHeight, expanded, selected, dragAndDrop, empty, dependencies, className, ref } = props;
  const layout = useMemo(() => ({ rowSize: rowHeight }), [rowHeight]);
  const chosen = useMemo(() => (selected === null ? [] : [selected]), [selected]);
  return (
    <Virtualizer layout={ListLayout} layoutOptions={layout}>
      <AriaTree
        {...(ref ? { ref } : {})}
        aria-label={props.label}
        items={rows}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        keyboardNavigationBehavior="tab"
        selectedKeys={chosen}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined) props.onSelect(String(key));
        }}
        onAction={(key) => props.onOpen(String(key))}
        expandedKeys={expanded}
        onExpandedChange={(keys) => props.onExpandedChange([...keys].map(String))}
        {...(dependencies ? { dependencies } : {})}
        {...(dragAndDrop ? { dragAndDropHooks: dragAndDrop } : {})}
        {...(empty === undefined ? {} : { renderEmptyState: () => empty })}
        className={classNames('tree', className)}
      >
        {(row) => <Item row={row} tree={props} />}
      </AriaTree>
    </Virtualizer>
  );
}

function Item<Row extends TreeRow>({ row, tree }: { row: Row; tree: TreeProps<Row> }): ReactNode {
  return (
    <TreeItem
      id={row.id}
      textValue={tree.titleOf(row)}
      aria-label={tree.wordsOf(row)}
      className="tree-row"
      onPress={({ pointerType }) => pointerType !== 'keyboard' && tree.onOpen(row.id)}
    >
      <TreeItemContent>
        {({ hasChildItems, level, isFocused, isHovered }) => (
          <div className="tree-cell" data-tree-id={row.id}>
            {tree.dragLabel !== undefined && tree.dragAndDrop && (isFocused || isHovered) && (
              <Button slot="drag" className="tree-handle" aria-label={tree.dragLabel} />
            )}
            <span className={`tree-indent tree-indent-${Math.min(level, 4)}`} />
            {hasChildItems ? (
              <Button slot="chevron" className="tree-arrow" aria-label={tree.expandLabel}>
                <ChevronRight size={14} aria-hidden />
              </Button>
            ) : (
              <span className="tree-arrow" />
            )}
            {tree.renderRow(row)}
          </div>
        )}
      </TreeItemContent>
      <Collection items={row.children as readonly Row[]} dependencies={tree.dependencies ?? []}>
        {(child) => <Item row={child} tree={tree} />}
      </Collection>
    </TreeItem>
  );
}
