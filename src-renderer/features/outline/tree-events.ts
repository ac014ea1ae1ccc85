import type { KeyboardEvent, MouseEvent } from 'react';
import type { OutlineItem } from '../../../src-shared/domain/outline-item.ts';
import { openMenuAt } from '../../ui/context-menu.ts';
import { useNovel } from '../library/novel-store.ts';
import { binItem, moveBy, startRename } from './outline-actions.ts';
import type { MoveDirection } from './outline-moves.ts';
import { findNode, itemOf } from './outline-nodes.ts';
import { selectItem } from './outline-view.ts';
import { titleOf } from './outline-words.ts';
import { menuOf } from './tree-menu.ts';

/** The item of a row; null where the outline has none of that id. */
export function itemWithId(id: string): OutlineItem | null {
  const { outline } = useNovel.getState();
  if (!outline) return null;
  for (const kind of ['scene', 'chapter', 'act'] as const) {
    const node = findNode(outline, { kind, id } as OutlineItem);
    if (node) return itemOf(node);
  }
  return null;
}

/** The row an event belongs to. */
export function itemAt(target: EventTarget): OutlineItem | null {
  const row = target instanceof Element ? target.closest('[role="row"]') : null;
  const id = row?.querySelector('[data-tree-id]')?.getAttribute('data-tree-id');
  return id ? itemWithId(id) : null;
}

/** Bins a row; the focus goes to the one that takes its place. */
async function binFromTree(tree: Element, item: OutlineItem): Promise<void> {
  const idOf = (row: Element): string => row.getAttribute('data-tree-id') ?? '';
  const rows = [...tree.querySelectorAll('[data-tree-id]')];
  const at = rows.findIndex((row) => idOf(row) === item.id);
  const ids = [...rows.slice(at + 1), ...rows.slice(0, at).toReversed()].map(idOf);
  await binItem(item);
  const next = ids.map(itemWithId).find((other) => other !== null);
  if (!next || itemWithId(item.id)) return;
  selectItem(next);
  requestAnimationFrame(() => {
    const cell = tree.querySelector(`[data-tree-id="${next.id}"]`);
    cell?.closest<HTMLElement>('[role="row"]')?.focus();
  });
}

const moves: Readonly<Record<string, MoveDirection>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
};

/** F2 names a row, Delete bins it, Alt with an arrow moves it. */
export function onTreeKey(event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
  const item = itemAt(event.target);
  if (!item) return;
  const move = event.altKey ? moves[event.key] : undefined;
  if (move) void moveBy(item, move);
  else if (event.altKey) return;
  else if (event.key === 'F2') startRename(item);
  else if (event.key === 'Delete') void binFromTree(event.currentTarget, item);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The menu of a row, by the pointer, the menu key or Shift+F10. */
export function onTreeMenu(event: MouseEvent): void {
  const item = itemAt(event.target);
  if (!item) return;
  event.preventDefault();
  const { outline } = useNovel.getState();
  const node = outline && findNode(outline, item);
  if (!node) return;
  selectItem(item);
  const row = (event.target as Element).closest('[role="row"]')?.getBoundingClientRect();
  const isByKey = event.clientX === 0 && event.clientY === 0;
  openMenuAt({
    x: isByKey && row ? row.left + 24 : event.clientX,
    y: isByKey && row ? row.bottom : event.clientY,
    label: titleOf(node),
    isByKey,
    entries: menuOf(item),
  });
}
