import { Activity, BookOpenText, FileText, ListChecks, PenLine, type LucideIcon } from 'lucide-react';
import { registerCommands, type Command } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { toggleFocusMode, toggleTree } from './layout-store.ts';
import { togglePanel, type PanelName } from './panel-store.ts';
import { goToRegion } from './regions.ts';

const isOpen = (): boolean => useNovel.getState().novelId !== null;
const hasModels = (): boolean => useSettings.getState().modelFeatures;

/** The panels of the right side with their signs and keys, in the order of their buttons. */
export const panels: readonly {
  readonly name: PanelName;
  readonly icon: LucideIcon;
  readonly shortcut: string;
  /** It is about models only, and not shown where the writer has put them off. */
  readonly needsModels: boolean;
}[] = [
  { name: 'worldbook', icon: BookOpenText, shortcut: 'Mod+1', needsModels: false },
  { name: 'details', icon: FileText, shortcut: 'Mod+2', needsModels: false },
  { name: 'draft', icon: PenLine, shortcut: 'Mod+3', needsModels: true },
  { name: 'review', icon: ListChecks, shortcut: 'Mod+4', needsModels: false },
  { name: 'jobs', icon: Activity, shortcut: 'Mod+5', needsModels: true },
];

registerCommands([
  { id: 'view.tree', shortcut: 'Mod+\\', isEnabled: isOpen, run: toggleTree },
  { id: 'view.focus', shortcut: 'F11', isEnabled: isOpen, run: toggleFocusMode },
  { id: 'view.nextRegion', shortcut: 'F6', run: () => goToRegion(1) },
  { id: 'view.previousRegion', shortcut: 'Shift+F6', run: () => goToRegion(-1) },
  ...panels.map(({ name, shortcut, needsModels }): Command => ({
    id: `panel.${name}`,
    shortcut,
    isEnabled: isOpen,
    isShown: () => !needsModels || hasModels(),
    run: () => togglePanel(name),
  })),
]);
