import type { OpenedNovel } from '../../../src-shared/domain/library.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { ask } from '../../ui/questions.ts';
import { say, sayError } from '../../words.ts';
import { lendRead } from '../manuscript/read-ahead.ts';
import { flushScene, openScene } from '../manuscript/scene-store.ts';
import { saveOpenEntry } from '../worldbook/entry-store.ts';
import { useLibrary } from './library-store.ts';
import { openNovelId, takeNovel, useNovel } from './novel-store.ts';

/** Shows a novel as the writer left it: its scene, cursor and scroll, with what there is to tell about it. */
export async function showNovel(opened: OpenedNovel): Promise<void> {
  takeNovel(opened);
  const { scene, place } = opened;
  if (scene) {
    lendRead(scene);
    await openScene(scene.id, place ?? undefined);
  }
  for (const notice of opened.notices) notifyError(fromWireError(notice));
  tellFolder(opened);
}

/** Saves, lets main open another novel, and shows it. Where it cannot be opened, none is open and the writer is told. */
export async function switchNovel(open: () => Promise<OpenedNovel | null>): Promise<boolean> {
  if (useLibrary.getState().isBusy || !(await saveFirst())) return false;
  useLibrary.setState({ isBusy: true, failure: null });
  takeNovel(null); // nothing is asked of it from now on
  try {
    const opened = await open();
    if (opened) await showNovel(opened);
    else await showWhatIsOpen(null);
    return opened !== null;
  } catch (error) {
    await showWhatIsOpen(error);
    return false;
  } finally {
    useLibrary.setState({ isBusy: false });
    void refreshRecent();
  }
}

/** Opens a novel file. */
export const openFile = (file: FileHandle): Promise<boolean> =>
  switchNovel(() => api.request('novels.open', { file }));

/** Opens a novel of the list. */
export const openRecent = (key: string): Promise<boolean> =>
  switchNovel(() => api.request('novels.openRecent', { key }));

/** Asks for a file by the system's dialog and opens it. */
export async function chooseNovel(): Promise<void> {
  const file = await api.request('novels.chooseFile', {}).catch(notifyError);
  if (file) await openFile(file);
}

/** Opens a fresh copy of the sample story. */
export const openSample = (): Promise<boolean> => switchNovel(() => api.request('novels.openSample', {}));

/** Saves and closes the novel; afterwards it is one whole file. */
export async function closeNovel(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null || !(await saveFirst())) return;
  takeNovel(null); // nothing is asked of it from now on
  try {
    await api.request('novels.close', { novelId });
  } catch (error) {
    notifyError(error); // closed all the same; the words say where the work is
  }
  await refreshRecent();
}

/** Asks for the list of recent novels again. */
export async function refreshRecent(): Promise<void> {
  const recent = await api.request('novels.listRecent', {}).catch(() => null);
  if (recent) useLibrary.setState({ recent });
}

/** True when every word is kept, or the writer goes on without the last ones. */
export async function saveFirst(): Promise<boolean> {
  try {
    await Promise.all([flushScene(), saveOpenEntry()]);
    return true;
  } catch (error) {
    const answer = await ask({
      title: say('library.unsaved'),
      text: say('library.unsavedText', { why: sayError(error) }),
      answers: [
        { id: 'leave', label: say('library.leaveUnsaved'), variant: 'danger' },
        { id: 'copy', label: say('library.goOnElsewhere') },
        { id: 'stay', label: say('library.stay'), variant: 'primary' },
      ],
    });
    return answer === 'leave' || (answer === 'copy' && (await goOnElsewhere()));
  }
}

/** Takes the novel, with the words its file could not take, to another place. True when every word is kept there. */
async function goOnElsewhere(): Promise<boolean> {
  try {
    const opened = await api.request('novels.goOnElsewhere', { novelId: openNovelId() });
    if (!opened) return false;
    takeNovel(opened);
    await flushScene();
    notify({ kind: 'ok', text: say('library.wentElsewhere', { path: opened.path }) });
    return true;
  } catch (error) {
    notifyError(error);
    return false;
  }
}

/** Asks where to, and writes a whole copy of the novel as it stands. */
export async function saveCopy(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return;
  await flushScene().catch(notifyError); // what was saved before can still be copied
  try {
    const file = await api.request('novels.saveCopy', { novelId });
    if (file) notify({ kind: 'ok', text: say('library.copySaved', { file: file.name }) });
  } catch (error) {
    notifyError(error);
  }
}

/** After a failed or cancelled opening main has either nothing open or what was open before. */
async function showWhatIsOpen(error: unknown): Promise<void> {
  const { opened } = await api.request('app.start', {});
  if (opened?.novelId !== useNovel.getState().novelId) {
    if (opened) await showNovel(opened);
    else takeNovel(null);
  }
  if (error === null) return;
  if (opened) notifyError(error);
  else useLibrary.setState({ failure: error });
}

function tellFolder({ folder }: OpenedNovel): void {
  if (folder.kind !== 'local')
    notify({ kind: 'info', text: say(`library.folder.${folder.kind}`, { name: folder.name ?? '' }) });
}
