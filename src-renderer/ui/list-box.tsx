import type { ReactNode } from 'react';
import {
  ListBox as AriaListBox,
  ListBoxItem,
  ListLayout,
  Virtualizer,
  type Selection,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import './list-box.css';

export interface ListBoxProps<Item extends { readonly id: string }> {
  readonly label: string;
  readonly items: readonly Item[];
  /** The words of an item, for typing ahead and for reading out. */
  readonly wordsOf: (item: Item) => string;
  readonly renderItem: (item: Item) => ReactNode;
  /** The chosen ones, where things can be chosen. */
  readonly selected?: readonly string[];
  readonly onSelect?: (ids: readonly string[]) => void;
  readonly selectionMode?: 'single' | 'multiple';
  /** What Enter or a double click does. */
  readonly onOpen?: (id: string) => void;
  /** Rows of this height in px are drawn only while they are seen: for lists of thousands. */
  readonly rowHeight?: number;
  readonly empty?: ReactNode;
  readonly className?: string;
}

/** A list to walk through by keys and to choose from; drawn row by row as it is seen where `rowHeight` is given. */
export function ListBox<Item extends { readonly id: string }>({
  label,
  items,
  wordsOf,
  renderItem,
  selected,
  onSelect,
  selectionMode,
  onOpen,
  rowHeight,
  empty,
  className,
}: ListBoxProps<Item>): ReactNode {
  const take = (keys: Selection): void =>
    onSelect?.(keys === 'all' ? items.map(({ id }) => id) : [...keys].map(String));
  const list = (
    <AriaListBox
      aria-label={label}
      items={items}
      {...(selected === undefined ? {} : { selectedKeys: selected, onSelectionChange: take })}
      selectionMode={selectionMode ?? (onSelect ? 'single' : 'none')}
      selectionBehavior="replace"
      escapeKeyBehavior="none" // the dialog around it closes by it
      {...(onOpen ? { onAction: (key) => onOpen(String(key)) } : {})}
      {...(empty === undefined ? {} : { renderEmptyState: () => empty })}
      className={classNames('list-box', className)}
    >
      {(item) => (
        <ListBoxItem id={item.id} textValue={wordsOf(item)} className="list-box-item">
          {renderItem(item)}
        </ListBoxItem>
      )}
    </AriaListBox>
  );
  return rowHeight === undefined ? (
    list
  ) : (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowHeight }}>
      {list}
    </Virtualizer>
  );
}
