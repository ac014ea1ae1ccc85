import { app as electron, dialog, shell, type Session } from 'electron';
import { say } from '../services/words.ts';
import type { App } from './app.ts';

const ownSchemes = ['fabula:', 'devtools:', 'data:', 'blob:'];

/** Denies every permission of the web, and every request that is not for the app's own files. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Without this Chromium asks a host for dictionaries as soon as there is a window, even with spelling switched off.
  if (process.platform === 'linux') session.setSpellCheckerLanguages([]);
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !ownSchemes.includes(new URL(url).protocol) }),
  );
}

/** Keeps every page where it is: no navigation, no window, no web view. A link to the web is asked about first. */
export function hardenContents(app: Pick<App, 'locale'>): void {
  electron.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openOutside(app, url);
      return { action: 'deny' };
    });
  });
}

/** Opens a web page in the system's browser once the writer has said yes. Other addresses are dropped in silence. */
async function openOutside({ locale }: Pick<App, 'locale'>, url: string): Promise<void> {
  if (!URL.canParse(url)) return;
  const address = new URL(url);
  if (!['http:', 'https:'].includes(address.protocol)) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: say('frame.link.title', { host: address.host }, locale),
    detail: say('frame.link.detail', { address: address.href }, locale),
    buttons: [say('frame.link.open', {}, locale), say('frame.link.stay', {}, locale)],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(address.href);
}
