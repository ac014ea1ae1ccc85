import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { AppError, toWireError } from '../../src-shared/errors.ts';
import { channels, type Envelope } from '../../src-shared/ipc/envelope.ts';
import type { FileHandle } from '../../src-shared/ipc/files.ts';
import type { App } from '../app/app.ts';
import { appOrigin } from '../app/app-scheme.ts';
import { tellHistory } from '../app/tell-history.ts';
import { answer } from './router.ts';

const mostFiles = 10_000;

/** Answers the window's requests. What does not come from the main frame of the app's own page is refused. */
export function listenToWindow(app: App, window: BrowserWindow): void {
  const context = { app, session: app.sessionOf };
  const isTrusted = ({ senderFrame, sender }: IpcMainInvokeEvent): boolean =>
    sender === window.webContents &&
    senderFrame !== null && // it is, once the frame has gone
    senderFrame === window.webContents.mainFrame &&
    senderFrame.url.startsWith(`${appOrigin}/`);
  const reply = async (event: IpcMainInvokeEvent, request: unknown): Promise<Envelope<unknown>> => {
    if (!isTrusted(event)) return { ok: false, error: toWireError(refused()) };
    const { route, input } = Object(request) as { route: unknown; input: unknown };
    const envelope = await answer({ route, input }, { context, log: app.log });
    tellHistory(app);
    return envelope;
  };
  ipcMain.handle(channels.request, async (event, request: unknown) =>
    JSON.stringify(await reply(event, request)),
  );
  ipcMain.handle(channels.files, (event, paths: unknown) => {
    if (!isTrusted(event) || !Array.isArray(paths) || paths.length > mostFiles) throw refused();
    return paths.map((path: unknown) => mint(app, path));
  });
}

const refused = (): AppError => new AppError('REQUEST_INVALID', { route: '', reason: 'not from the window' });

/** A handle for a dropped file; null for one that stands nowhere on the disk, a picture dragged from a page say. */
function mint(app: App, path: unknown): FileHandle | null {
  if (typeof path !== 'string' || path === '') return null;
  try {
    return app.files.mint(path);
  } catch {
    return null;
  }
}
