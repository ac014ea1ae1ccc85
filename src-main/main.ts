import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app as electron, dialog, session, type BrowserWindow } from 'electron';
import { localeFor } from '../src-shared/domain/settings.ts';
import { channels } from '../src-shared/ipc/envelope.ts';
import type { App } from './app/app.ts';
import { pageServed, registerAppScheme, serveApp } from './app/app-scheme.ts';
import { applySettings } from './app/apply-settings.ts';
import { createApp } from './app/create-app.ts';
import { forkUtility } from './app/fork-utility.ts';
import { giveFile, novelOn } from './app/given-files.ts';
import { rememberGraphics, skipMissingGraphics } from './app/graphics.ts';
import { leaveWithWindow } from './app/leave.ts';
import { hardenContents, hardenSession } from './app/security.ts';
import { beginSettings } from './app/settings.ts';
import { openFirstNovel } from './app/start-state.ts';
import { systemCipher } from './app/system-cipher.ts';
import { keepSystemSpelling } from './app/system-spelling.ts';
import { createWindow } from './app/window.ts';
import { openAppDatabase } from './db/app-database.ts';
import { listenToWindow } from './ipc/listen.ts';
import { createLog, type Log } from './services/log.ts';
import { appDataFolder, logFolder } from './services/paths.ts';
import { createSecretStore } from './services/secrets.ts';
import { describeError, say } from './services/words.ts';

electron.setName('Fabula');
electron.setPath('userData', join(appDataFolder(), 'window')); // the browser's own files, apart from ours
if (electron.isPackaged) process.env.FABULA_CACHE ??= process.resourcesPath; // the models it was packed with
registerAppScheme();
skipMissingGraphics();

if (electron.requestSingleInstanceLock()) begin();
else electron.quit(); // the instance that runs was given this one's command line

/** Starts the app in order: log, settings, the window's line to main, the window. Workers start when first needed. */
function begin(): void {
  const log = createLog({ file: join(logFolder(), 'fabula.log'), from: 'main' });
  process.on('unhandledRejection', (error) => log.error('unhandled-rejection', error));
  process.on('uncaughtException', (error) => log.error('uncaught-exception', error));
  const open: { app: App | null; window: BrowserWindow | null } = { app: null, window: null };
  takeFilesFromOutside(open);
  electron.on('window-all-closed', () => electron.quit());
  void electron.whenReady().then(() => {
    try {
      Object.assign(open, startApp(log));
    } catch (error) {
      failToStart(log, error);
    }
  });
}

function startApp(log: Log): { app: App; window: BrowserWindow } {
  const db = openAppDatabase();
  const { theme } = beginSettings(db, electron.getPreferredSystemLanguages());
  const app = createApp({
    db,
    log,
    secrets: createSecretStore({ db, cipher: systemCipher() }),
    fork: forkUtility,
    tell: (name, payload) => {
      if (!window.isDestroyed()) window.webContents.send(channels.event, name, payload);
      if (name === 'settings.changed') applySettings(app);
    },
  });
  hardenSession(session.defaultSession);
  hardenContents(app);
  serveApp(session.defaultSession, fileURLToPath(new URL('../window', import.meta.url)));
  const window: BrowserWindow = createWindow({ db, theme });
  listenToWindow(app, window);
  leaveWithWindow(app, window);
  rememberGraphics(window);
  keepSystemSpelling(app, { session: session.defaultSession, platform: process.platform });
  void pageServed(session.defaultSession).then(() => openFirstNovel(app)); // while the page's script runs
  applySettings(app);
  log.info('started', { electron: process.versions.electron, node: process.versions.node });
  return { app, window };
}

/** Novels named on the command line, by a second start of the app, or by the system. */
function takeFilesFromOutside(open: {
  readonly app: App | null;
  readonly window: BrowserWindow | null;
}): void {
  const give = (path: string | null): void => {
    if (path !== null) giveFile(path, open.app);
    if (open.window?.isMinimized()) open.window.restore();
    open.window?.focus();
  };
  give(novelOn(process.argv, process.cwd()));
  electron.on('second-instance', (_event, commandLine, folder) => give(novelOn(commandLine, folder)));
  electron.on('open-file', (event, path) => {
    event.preventDefault();
    give(path);
  });
}

function failToStart(log: Log, error: unknown): void {
  log.error('not-started', error);
  const locale = localeFor(electron.getPreferredSystemLanguages());
  dialog.showErrorBox(say('frame.start.title', {}, locale), describeError(error, locale));
  electron.exit(1);
}
