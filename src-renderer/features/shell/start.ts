import { fromWireError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { lendSpokenWords } from '../../ui/spoken-words.ts';
import { say, useWords } from '../../words.ts';
import { followMenu } from '../commands/follow-menu.ts';
import { listenForShortcuts } from '../commands/shortcuts.ts';
import { followPlace } from '../library/keep-place.ts';
import { useLibrary } from '../library/library-store.ts';
import { openFile, showNovel } from '../library/open-novel.ts';
import { takeNovel, useNovel } from '../library/novel-store.ts';
import { flushScene } from '../manuscript/scene-store.ts';
import { startSettings } from '../settings/settings-store.ts';
import { listenForDrops } from '../worldbook/drop-files.ts';
import { saveBeforeLeaving } from './leave.ts';

/** Asks main for all that the first drawing needs, and puts it where it is drawn from. */
export async function startWindow(): Promise<void> {
  const { settings, words, opened, failure, recent } = await api.request('app.start', {});
  useWords.setState({ locale: settings.locale, catalogue: words });
  document.documentElement.lang = settings.locale;
  lendSpokenWords();
  await startSettings(settings);
  useLibrary.setState({ recent, failure: failure && fromWireError(failure) });
  if (opened) await showNovel(opened);
}

/** What the window listens to as long as it lives. */
export function listenForWriter(): void {
  saveBeforeLeaving();
  listenForShortcuts(window);
  listenForDrops(window, { openNovel: openFile });
  followPlace();
  followMenu();
  publishOnLeaving();
  api.on('app.fileGiven', () => void openGiven());
  api.on('novels.notice', ({ notice }) => notifyError(fromWireError(notice)));
  api.on('novels.rescued', ({ cause, path, opened }) => {
    takeNovel(opened);
    void flushScene().catch(() => undefined); // what could not be saved in between; the status line tells
    notify({ kind: 'error', text: say(`library.rescued.${cause}`, { path, kept: opened.path }) });
  });
  api.on('novels.lost', ({ path }) => notify({ kind: 'error', text: say('library.lost', { path }) }));
}

/** The file that a double click, a second start or the command line brought. */
async function openGiven(): Promise<void> {
  const file = await api.request('app.takeFile', {}).catch(notifyError);
  if (file) await openFile(file);
}

const publishMs = 5 * 60_000;

/** In a synced or network folder: now and then, when the writer turns to another program, the file there is brought up. */
function publishOnLeaving(): void {
  let last = Date.now();
  window.addEventListener('blur', () => {
    const { novelId, folder } = useNovel.getState();
    if (novelId === null || folder.kind === 'local' || Date.now() - last < publishMs) return;
    last = Date.now();
    void flushScene()
      .then(() => api.request('novels.publish', { novelId }))
      .catch(notifyError);
  });
}
