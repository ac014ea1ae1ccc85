import { app as electron, dialog, type BrowserWindow } from 'electron';
import { describeError, say } from '../services/words.ts';
import type { App } from './app.ts';
import { awaitClosingAnswer } from './leave-answer.ts';

const patienceMs = 10_000;

/** Closes with the window: first the window saves, then the novel comes to rest as one file, then the app ends. */
export function leaveWithWindow(app: App, window: BrowserWindow): void {
  let state: 'open' | 'leaving' | 'left' = 'open';
  window.on('close', (event) => {
    if (state === 'left') return;
    event.preventDefault();
    if (state === 'leaving') return;
    state = 'leaving';
    void leave(app, window).then((isLeft) => {
      state = isLeft ? 'left' : 'open';
      if (!isLeft) return;
      window.destroy();
      app.db.close();
      electron.quit();
    });
  });
  quitAtRest(app);
}

/** Whatever ends the app, a window that its page closed included: it ends when the novel is one whole file again. */
function quitAtRest(app: App): void {
  let isAtRest = false;
  electron.on('will-quit', (event) => {
    if (isAtRest) return;
    event.preventDefault();
    void app
      .closeNovel()
      .catch((error: unknown) => app.log.error('novel-not-closed', error))
      .finally(() => {
        isAtRest = true;
        electron.quit();
      });
  });
}

/** True when nothing holds the app any more; false where the writer chose to stay. The window asks, if it still can. */
async function leave(app: App, window: BrowserWindow): Promise<boolean> {
  const { locale, log } = app;
  if (!window.webContents.isCrashed() && !window.webContents.isLoadingMainFrame()) {
    const answered = awaitClosingAnswer(patienceMs);
    app.emit('app.closing', {});
    const answer = await answered;
    if (answer === 'stay' || (answer === null && (await wantsToStay(window, locale)))) return false;
  }
  try {
    await app.closeNovel();
  } catch (error) {
    log.error('novel-not-closed', error);
    await dialog.showMessageBox(window, { type: 'warning', message: describeError(error, locale) });
  }
  return true;
}

async function wantsToStay(window: BrowserWindow, locale: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: say('frame.unsaved.title', {}, locale),
    detail: say('frame.unsaved.detail', {}, locale),
    buttons: [say('frame.unsaved.stay', {}, locale), say('frame.unsaved.close', {}, locale)],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}
