import { registerCommands, type Command } from '../commands/commands.ts';
import { showSettings } from '../shell/panel-store.ts';
import { notifyError } from '../../ui/notices.ts';
import { changeSettings } from './settings-store.ts';

const page = (id: string, name: string): Command => ({ id, run: () => showSettings(name) });
const theme = (id: string, name: 'system' | 'light' | 'dark'): Command => ({
  id,
  run: () => changeSettings({ theme: name }).catch(notifyError),
});

registerCommands([
  { id: 'settings.open', shortcut: 'Mod+,', run: () => showSettings('models') },
  page('settings.models', 'models'),
  page('settings.local', 'local'),
  page('settings.meaning', 'meaning'),
  page('settings.keys', 'keys'),
  page('settings.costs', 'costs'),
  page('settings.privacy', 'privacy'),
  page('settings.appearance', 'appearance'),
  page('settings.language', 'language'),
  page('settings.about', 'about'),
  theme('theme.system', 'system'),
  theme('theme.light', 'light'),
  theme('theme.dark', 'dark'),
]);
