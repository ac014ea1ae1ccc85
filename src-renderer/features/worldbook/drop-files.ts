import { create } from 'zustand';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { withNewNovel } from '../library/library-store.ts';
import { useNovel } from '../library/novel-store.ts';
import { offerModelFile } from '../settings/local-models-store.ts';
import { importManuscriptFiles } from '../transfer/import-manuscript.ts';
import { kindOfDropped } from './dropped-kind.ts';
import { importLoreFiles } from './import-store.ts';

/** What files become where they are dropped: a region says so by `data-drop`. Elsewhere the writer is asked. */
export type DropTarget = 'worldbook' | 'manuscript' | 'model' | 'ask';

interface DropState {
  /** What the overlay says while files are held over the window; null while there are none. */
  readonly target: DropTarget | 'novel' | null;
}

export const useDrop = create<DropState>()(() => ({ target: null }));

type OpenNovelFile = (file: FileHandle) => Promise<unknown>;

/** A dragged text is the editor's own affair; files are ours. */
const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes files and folders that are dropped on the window: novels are opened, what falls on the tree is manuscript, on
 * the worldbook lore, and elsewhere the writer is asked. With no novel open they go into a new one. The answer ends it.
 */
export function listenForDrops(
  target: Window,
  { openNovel }: { readonly openNovel: OpenNovelFile },
): () => void {
  const over = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    const held = targetAt(event.target);
    const next = useNovel.getState().novelId === null && held !== 'model' ? 'novel' : held;
    if (useDrop.getState().target !== next) useDrop.setState({ target: next });
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) useDrop.setState({ target: null });
  };
  const drop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    useDrop.setState({ target: null });
    const files = [...(event.dataTransfer?.files ?? [])];
    void takeFiles(files, { target: targetAt(event.target), openNovel });
  };
  const options = { capture: true };
  target.addEventListener('dragenter', over, options);
  target.addEventListener('dragover', over, options);
  target.addEventListener('dragleave', leave, options);
  target.addEventListener('drop', drop, options);
  return () => {
    target.removeEventListener('dragenter', over, options);
    target.removeEventListener('dragover', over, options);
    target.removeEventListener('dragleave', leave, options);
    target.removeEventListener('drop', drop, options);
  };
}

function targetAt(element: EventTarget | null): DropTarget {
  const region = element instanceof Element ? element.closest('[data-drop]') : null;
  const said = region?.getAttribute('data-drop');
  return said === 'worldbook' || said === 'manuscript' || said === 'model' ? said : 'ask';
}

async function takeFiles(
  files: readonly File[],
  { target, openNovel }: { readonly target: DropTarget; readonly openNovel: OpenNovelFile },
): Promise<void> {
  if (files.length === 0) return;
  try {
    const handles = await api.handlesOf(files);
    const novel = handles.find(({ name, isFolder }) => !isFolder && /\.fabula$/i.test(name));
    if (novel) return void (await openNovel(novel));
    const model = handles.find(({ name, isFolder }) => !isFolder && /\.gguf$/i.test(name));
    if (model) return void (await offerModelFile(model));
    if (target === 'model') return; // what is no model has no place there
    if (useNovel.getState().novelId === null) return await takeIntoNewNovel(handles);
    const chosen = target === 'ask' ? await askTarget(handles.length) : target;
    if (chosen !== null) importAs(chosen, handles);
  } catch (error) {
    notifyError(error);
  }
}

type Target = 'worldbook' | 'manuscript';

/** With no novel open, what is dropped waits for the new one it will be looked at in. */
async function takeIntoNewNovel(handles: readonly FileHandle[]): Promise<void> {
  const kind = kindOfDropped(handles);
  if (kind === null) return void notify({ kind: 'error', text: say('worldbook.dropUnknown') });
  const chosen = kind === 'ask' ? await askTarget(handles.length) : kind;
  if (chosen === null) return;
  const [first] = handles;
  const title = chosen === 'manuscript' && handles.length === 1 ? first?.name.replace(/\.[a-z]+$/i, '') : '';
  withNewNovel({ run: () => importAs(chosen, handles), title: title ?? '' });
}

function importAs(target: Target, handles: readonly FileHandle[]): void {
  if (target === 'worldbook') void importLoreFiles(handles);
  else importManuscriptFiles(handles);
}

function askTarget(count: number): Promise<Target | null> {
  return ask({
    title: say('worldbook.dropTitle'),
    text: say('worldbook.dropText', { count }),
    answers: [
      { id: 'manuscript', label: say('worldbook.dropManuscript') },
      { id: 'worldbook', label: say('worldbook.dropWorldbook'), variant: 'primary' },
    ],
  });
}
