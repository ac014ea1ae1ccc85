import { registerCommands } from './commands.ts';
import { openPalette, showShortcuts } from './palette-store.ts';

registerCommands([
  { id: 'palette.open', shortcut: 'Mod+K', run: openPalette },
  { id: 'help.shortcuts', shortcut: 'Mod+/', run: () => showShortcuts(true) },
]);
