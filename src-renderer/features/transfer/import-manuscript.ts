import { create } from 'zustand';
import type { ManuscriptOptions, ManuscriptPreview } from '../../../src-shared/domain/manuscript.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import type { ManuscriptInput } from '../../../src-shared/ipc/imports.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { openScene } from '../manuscript/scene-store.ts';

interface ImportState {
  /** What is being looked at; null while no import is open. */
  readonly from: ManuscriptInput | null;
  readonly options: ManuscriptOptions;
  /** Null while it is read. */
  readonly preview: ManuscriptPreview | null;
  readonly error: unknown;
  readonly isStoring: boolean;
}

const usual: ManuscriptOptions = { chapters: 'detect', splitScenes: true };
const closed = { from: null, options: usual, preview: null, error: null, isStoring: false };

/** The one manuscript import that may be open: a preview first, then everything or nothing. */
export const useManuscriptImport = create<ImportState>()(() => closed);

/** Opens the preview of files and folders that were dropped or chosen. */
export function importManuscriptFiles(files: readonly FileHandle[]): void {
  if (files.length > 0) open({ kind: 'files', files: [...files] });
}

/** Opens the preview of a text that is too long to paste into a scene. */
export function offerLongPaste(text: string): void {
  open({ kind: 'text', text });
}

/** Asks for files by the system's dialog and opens their preview. */
export async function chooseManuscript(): Promise<void> {
  try {
    importManuscriptFiles(await api.request('imports.chooseManuscript', {}));
  } catch (error) {
    notifyError(error);
  }
}

/** Reads again, cut another way. */
export function changeOptions(options: Partial<ManuscriptOptions>): void {
  const { from, options: current } = useManuscriptImport.getState();
  if (from) open(from, { ...current, ...options });
}

/** Closes the preview; nothing was written. */
export function closeImport(): void {
  useManuscriptImport.setState(closed);
}

function open(from: ManuscriptInput, options = usual): void {
  useManuscriptImport.setState({ ...closed, from, options });
  void read(from, options);
}

async function read(from: ManuscriptInput, options: ManuscriptOptions): Promise<void> {
  const isCurrent = (): boolean => {
    const state = useManuscriptImport.getState();
    return state.from === from && state.options === options;
  };
  try {
    const preview = await api.request('imports.previewManuscript', { novelId: openNovelId(), from, options });
    if (isCurrent()) useManuscriptImport.setState({ preview, error: null });
  } catch (error) {
    if (isCurrent()) useManuscriptImport.setState({ preview: null, error });
  }
}

/** Takes in what the preview shows, and goes to its first scene. */
export async function storeImport(): Promise<void> {
  const { from, options, isStoring } = useManuscriptImport.getState();
  if (!from || isStoring) return;
  useManuscriptImport.setState({ isStoring: true });
  try {
    const imported = await api.request('imports.importManuscript', { novelId: openNovelId(), from, options });
    closeImport();
    notify({ kind: 'ok', text: say('transfer.done', imported) });
    const [first] = imported.scenes;
    if (first) await openScene(first);
  } catch (error) {
    useManuscriptImport.setState({ error, isStoring: false });
  }
}
