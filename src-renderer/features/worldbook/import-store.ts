import { create } from 'zustand';
import type { ConflictChoice } from '../../../src-shared/domain/import.ts';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { ImportPreview, ImportProgress, LoreImported } from '../../../src-shared/domain/lore-import.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { openNovelId } from '../library/novel-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { showPanel } from '../shell/panel-store.ts';

interface OpenImport {
  readonly novelId: NovelId;
  readonly preview: ImportPreview | null; // null while files are read
  readonly progress: ImportProgress | null;
  readonly conflicts: ConflictChoice;
  /** Another way for single entries, by their `at`. */
  readonly exceptions: Readonly<Record<string, ConflictChoice>>;
  /** Files that stay out; those that cannot be read stay out once the writer says so. */
  readonly leftOut: readonly string[];
  readonly isWriting: boolean;
  readonly result: LoreImported | null;
  readonly error: unknown;
}

/** The one import of lore that may be open: preview, choices, report. */
export const useLoreImport = create<{ readonly open: OpenImport | null }>()(() => ({ open: null }));

/** Reads dropped or chosen files and folders and shows what importing them would do. */
export async function importLoreFiles(files: readonly FileHandle[]): Promise<void> {
  if (files.length === 0) return;
  const novelId = openNovelId();
  const open: OpenImport = {
    ...{ novelId, preview: null, progress: null, conflicts: 'update', exceptions: {}, leftOut: [] },
    ...{ isWriting: false, result: null, error: null },
  };
  useLoreImport.setState({ open });
  showPanel('worldbook');
  const isCurrent = (): boolean => useLoreImport.getState().open?.novelId === novelId;
  try {
    const preview = await api.request('lore.previewImport', { novelId, files: [...files] });
    if (isCurrent()) change({ preview, progress: null });
  } catch (error) {
    if (error instanceof AppError && error.code === 'ABORTED') return;
    if (isCurrent()) change({ error });
  }
}

/** Asks for files, or for a folder, by the system's dialog. */
export async function chooseLore(isFolder: boolean): Promise<void> {
  try {
    await importLoreFiles(await api.request('lore.choose', { isFolder }));
  } catch (error) {
    notifyError(error);
  }
}

/** Changes how the import goes. */
export function changeImport(
  choices: Partial<Pick<OpenImport, 'conflicts' | 'exceptions' | 'leftOut'>>,
): void {
  change(choices);
}

/** Lets one entry go another way; null as all the others do. */
export function changeEntryChoice(at: string, choice: ConflictChoice | null): void {
  const { open } = useLoreImport.getState();
  if (!open) return;
  const others = Object.entries(open.exceptions).filter(([other]) => other !== at);
  change({ exceptions: Object.fromEntries(choice === null ? others : [...others, [at, choice]]) });
}

/** Writes what the preview shows. */
export async function storeLoreImport(): Promise<void> {
  const { open } = useLoreImport.getState();
  if (!open?.preview || open.isWriting) return;
  const { novelId, conflicts, exceptions, leftOut } = open;
  change({ isWriting: true, error: null });
  try {
    const result = await api.request('lore.import', {
      novelId,
      importId: open.preview.importId,
      choices: { conflicts, entries: { ...exceptions }, leftOut: [...leftOut] },
    });
    change({ result, isWriting: false });
  } catch (error) {
    change({ error, isWriting: false });
  }
}

/** Closes the dialog; reading stops, and nothing is written that was not. */
export function closeLoreImport(): void {
  const { open } = useLoreImport.getState();
  useLoreImport.setState({ open: null });
  if (open && !open.result)
    api.request('lore.cancelImport', { novelId: open.novelId }).catch(() => undefined);
}

/** Takes the import back that the report is about. */
export async function undoLoreImport(): Promise<void> {
  const { open } = useLoreImport.getState();
  const actionId = open?.result?.actionId;
  if (actionId === undefined || actionId === null) return;
  useLoreImport.setState({ open: null });
  await undoLast(actionId);
}

function change(part: Partial<OpenImport>): void {
  const { open } = useLoreImport.getState();
  if (open) useLoreImport.setState({ open: { ...open, ...part } });
}

api.on('lore.progress', ({ novelId, step, done, total }) => {
  const { open } = useLoreImport.getState();
  // One that comes behind the preview tells nothing any more.
  if (open?.novelId === novelId && open.preview === null) change({ progress: { step, done, total } });
});
