import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreSummary } from '../../../src-shared/domain/lore-summary.ts';
import { classNames } from '../../ui/class-names.ts';
import { useSay } from '../../words.ts';
import { deleteEntries } from './delete-entries.ts';
import { openEntry } from './entry-store.ts';
import { kindIcons } from './kinds.ts';
import { useLoreList } from './list-store.ts';

const rowHeight = 28;
const pageRows = 12;
let lastOpened: EntryId | null = null;

/** The entries that are shown, drawn row by row as they are seen: thousands cost what a screenful costs. */
export function EntryList(): ReactNode {
  const say = useSay();
  const shown = useLoreList((state) => state.shown);
  const list = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(() =>
    Math.max(
      0,
      shown.findIndex(({ id }) => id === lastOpened),
    ),
  );
  const at = Math.min(cursor, shown.length - 1);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialOffset: Math.max(0, at - 4) * rowHeight,
  });
  useEffect(() => {
    if (shown[at]?.id !== lastOpened || at < 0) return;
    list.current?.focus(); // back from the entry: where the writer was
    lastOpened = null;
  }, [shown, at]);

  const goTo = (row: number): void => {
    const next = Math.max(0, Math.min(row, shown.length - 1));
    setCursor(next);
    rows.scrollToIndex(next);
  };
  const open = (entry: LoreSummary | undefined): void => {
    if (!entry) return;
    lastOpened = entry.id;
    void openEntry(entry.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextRow(event, { at, shown });
    const entry = shown[at];
    if (next !== null) goTo(next);
    else if (event.key === 'Enter') open(entry);
    else if (event.key === 'Delete' && entry) void deleteEntries([entry.id], entry.title);
    else return;
    event.preventDefault();
  };

  if (shown.length === 0)
    return <p className="worldbook-note worldbook-none">{say('worldbook.nothingFound')}</p>;
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={say('worldbook.entries')}
      aria-activedescendant={`lore-${shown[at]?.id}`}
      className="entry-list"
      onKeyDown={onKeyDown}
    >
      <div className="entry-list-sheet" role="presentation" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = shown[index];
          return (
            entry && (
              <Row
                key={entry.id}
                entry={entry}
                top={start}
                position={{ index, count: shown.length, isCurrent: index === at }}
                onOpen={() => {
                  setCursor(index);
                  open(entry);
                }}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function Row({
  entry,
  top,
  position: { index, count, isCurrent },
  onOpen,
}: {
  readonly entry: LoreSummary;
  readonly top: number;
  readonly position: { readonly index: number; readonly count: number; readonly isCurrent: boolean };
  readonly onOpen: () => void;
}): ReactNode {
  const say = useSay();
  const Icon = kindIcons[entry.kind];
  return (
    <div
      id={`lore-${entry.id}`}
      role="option"
      aria-selected={isCurrent}
      aria-posinset={index + 1}
      aria-setsize={count}
      className={classNames('entry-row', isCurrent && 'entry-row-current')}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onOpen}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden className="entry-row-sign" />
      <span className="visually-hidden">{say(`kind.${entry.kind}`)}</span>
      <span className="entry-row-title">{entry.title}</span>
      <span className="entry-row-aliases">{entry.aliases.join(', ')}</span>
      {entry.inclusion !== 'mentioned' && (
        <span className="entry-row-mark">{say(`worldbook.inclusionMark.${entry.inclusion}`)}</span>
      )}
    </div>
  );
}

/** The row a key leads to; letters lead to the next title that begins with one. */
function nextRow(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  { at, shown }: { readonly at: number; readonly shown: readonly LoreSummary[] },
): number | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'ArrowDown') return at + 1;
  if (key === 'ArrowUp') return at - 1;
  if (key === 'PageDown') return at + pageRows;
  if (key === 'PageUp') return at - pageRows;
  if (key === 'Home') return 0;
  if (key === 'End') return shown.length - 1;
  if (key.length !== 1 || key === ' ') return null;
  const begins = ({ title }: LoreSummary): boolean => title.toLowerCase().startsWith(key.toLowerCase());
  const behind = shown.findIndex((entry, row) => row > at && begins(entry));
  const found = behind === -1 ? shown.findIndex(begins) : behind;
  return found === -1 ? null : found;
}
