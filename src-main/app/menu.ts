import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-shared/domain/library.ts';
import { menuGroups, type MenuLine } from '../../src-shared/domain/menu.ts';
import { say } from '../services/words.ts';
import type { App } from './app.ts';
import { recentNovels } from './recent-novels.ts';

/** Whose recent novels, in whose language, and who is told what was chosen. */
type Teller = Pick<App, 'db' | 'locale' | 'emit'>;

let shown: readonly MenuCommand[] = [];

/** Shows the window's commands in the native menu, in the interface language. */
export function showCommands(app: Teller, commands: readonly MenuCommand[]): void {
  shown = commands;
  showMenu(app);
}

/** Builds the native menu anew: the language, the commands or the recent novels are others now. */
export function showMenu({ db, emit, locale }: Teller): void {
  const app = { db, emit, locale }; // the language is read once, not for every line
  const groups = menuGroups.map(({ id, lines }) => ({
    id,
    label: say(`menu.${id}`, {}, app.locale),
    submenu: tidy(lines.flatMap((line) => itemsOf(app, line))),
  }));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      ...groups.filter(({ submenu }) => submenu.length > 0),
    ]),
  );
}

function itemsOf(app: Teller, line: MenuLine): readonly MenuItemConstructorOptions[] {
  if (line === 'rule') return [{ type: 'separator' }];
  if ('role' in line) return [{ role: line.role, label: say(`menu.role.${line.role}`, {}, app.locale) }];
  if ('list' in line) return recentItems(app);
  const command = shown.find(({ id }) => id === line.command);
  return command ? [commandItem(app, command)] : [];
}

function commandItem(
  app: Teller,
  { id, shortcut, isEnabled, words }: MenuCommand,
): MenuItemConstructorOptions {
  return {
    id,
    label: words === null ? say(`command.${id}`, {}, app.locale) : literally(words),
    enabled: isEnabled,
    ...(shortcut === null ? {} : { accelerator: acceleratorOf(shortcut) }),
    registerAccelerator: false, // the window hears its own keys, and knows whether a field has taken them
    click: () => app.emit('app.command', { id }),
  };
}

/** "Mod+Shift+G" as Electron writes it. */
export function acceleratorOf(shortcut: string): string {
  const names: Readonly<Record<string, string>> = {
    Mod: 'CommandOrControl',
    Enter: 'Return',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
    ArrowLeft: 'Left',
    ArrowRight: 'Right',
  };
  return shortcut
    .split('+')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join('+');
}

function recentItems(app: Teller): readonly MenuItemConstructorOptions[] {
  const novels = recentNovels(app.db).filter(({ isMissing }) => !isMissing);
  if (novels.length === 0) return [];
  const submenu = novels.map(({ key, title, path }) => ({
    label: literally(title === '' ? path : title),
    click: () => app.emit('novels.openWanted', { key }),
  }));
  return [{ label: say('menu.recent', {}, app.locale), submenu }];
}

/** Words that are not the catalogue's, as they are: the menu takes a single & for the mark of a letter. */
function literally(words: string): string {
  return words.replaceAll('&', '&&');
}

/** Without rules at an end or beside each other. */
function tidy(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  const isRule = (item: MenuItemConstructorOptions | undefined): boolean => item?.type === 'separator';
  return items.filter(
    (item, at) =>
      !isRule(item) ||
      (at > 0 && items.slice(at + 1).some((next) => !isRule(next)) && !isRule(items[at - 1])),
  );
}
