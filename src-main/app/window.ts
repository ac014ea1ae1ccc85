import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme } from 'electron';
import type { AppSettings } from '../../src-shared/domain/settings.ts';
import type { Db } from '../db/connection.ts';
import { appOrigin } from './app-scheme.ts';
import { keepPlace, readPlace, smallest } from './window-place.ts';

/** The paper of both themes, as tokens.css has it: what is seen before the first page is drawn. */
const paper = { light: '#fbfaf7', dark: '#1b1a18' };

/** Makes the one window, hidden until it has something to show, and loads its page. */
export function createWindow({
  db,
  theme,
}: {
  readonly db: Db;
  readonly theme: AppSettings['theme'];
}): BrowserWindow {
  nativeTheme.themeSource = theme;
  const { isMaximized, ...place } = readPlace(db);
  const window = new BrowserWindow({
    ...place,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Fabula',
    icon: fileURLToPath(new URL('../../resources/icons/256x256.png', import.meta.url)),
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Spelling is the system's where it has one; on Linux its dictionaries would be asked of a host.
      spellcheck: process.platform !== 'linux',
    },
  });
  if (isMaximized) window.maximize();
  keepPlace(db, window);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
  return window;
}
