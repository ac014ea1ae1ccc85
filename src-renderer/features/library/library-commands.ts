import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { registerCommands } from '../commands/commands.ts';
import { flushScene } from '../manuscript/scene-store.ts';
import { showLibraryDialog } from './library-store.ts';
import { openNovelId, useNovel } from './novel-store.ts';
import { chooseNovel, closeNovel, openRecent, openSample, saveCopy, switchNovel } from './open-novel.ts';

const isEnabled = (): boolean => useNovel.getState().novelId !== null;

/** Makes a whole copy among the novel's backups. */
export async function backUpNow(): Promise<boolean> {
  await flushScene().catch(notifyError); // what was saved before is worth a backup too
  try {
    await api.request('novels.backUp', { novelId: openNovelId() });
    notify({ kind: 'ok', text: say('library.backedUp') });
    return true;
  } catch (error) {
    notifyError(error);
    return false;
  }
}

async function moveNovel(): Promise<void> {
  const novelId = openNovelId();
  if (await switchNovel(() => api.request('novels.move', { novelId })))
    notify({ kind: 'ok', text: say('library.moved', { path: useNovel.getState().path }) });
}

function showInFolder(): void {
  void api.request('novels.showInFolder', { novelId: openNovelId() }).catch(notifyError);
}

registerCommands([
  { id: 'novel.new', shortcut: 'Mod+Shift+N', run: () => showLibraryDialog('new') },
  { id: 'novel.open', shortcut: 'Mod+O', run: chooseNovel },
  { id: 'novel.openSample', run: () => void openSample() },
  { id: 'novel.settings', isEnabled, run: () => showLibraryDialog('settings') },
  { id: 'novel.saveCopy', shortcut: 'Mod+Shift+S', isEnabled, run: saveCopy },
  { id: 'novel.backUp', isEnabled, run: () => void backUpNow() },
  { id: 'novel.backups', isEnabled, run: () => showLibraryDialog('backups') },
  { id: 'novel.move', isEnabled, run: moveNovel },
  { id: 'novel.showInFolder', isEnabled, run: showInFolder },
  { id: 'novel.close', shortcut: 'Mod+W', isEnabled, run: closeNovel },
]);

api.on('novels.openWanted', ({ key }) => void openRecent(key));
