import { create } from 'zustand';
import type { MenuEntry } from './menu.tsx';

/** A menu that was asked for at a point of the window. */
export interface OpenMenu {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Its first entry then has the focus. */
  readonly isByKey: boolean;
  readonly entries: readonly MenuEntry[];
}

export const useContextMenu = create<{ readonly menu: OpenMenu | null }>()(() => ({ menu: null }));
let lastId = 0;

/**
 * Opens a menu where the pointer is, in pixels of the window. The menu key and Shift+F10 send a `contextmenu` event
 * with the focused element's place, so one handler serves both. The focus returns where it was.
 */
export function openMenuAt(menu: Omit<OpenMenu, 'id'>): void {
  useContextMenu.setState({ menu: { ...menu, id: ++lastId } });
}

/** Closes the menu that is open at a point, if one is. */
export function closeMenuAt(): void {
  useContextMenu.setState({ menu: null });
}
