import { nativeTheme } from 'electron';
import type { App } from './app.ts';
import { showMenu } from './menu.ts';
import { readSettings } from './settings.ts';

/** Brings what the system draws in line with the settings: the colours of menus and dialogs, and the menu's words. */
export function applySettings(app: App): void {
  nativeTheme.themeSource = readSettings(app.db).theme;
  showMenu(app);
}
