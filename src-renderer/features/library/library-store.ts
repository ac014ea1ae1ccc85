import { create } from 'zustand';
import type { RecentNovel } from '../../../src-shared/domain/library.ts';

/** The dialogs about a novel as a whole. */
export type LibraryDialog = 'new' | 'settings' | 'backups';

interface LibraryState {
  readonly recent: readonly RecentNovel[];
  /** A novel is being opened or made. */
  readonly isBusy: boolean;
  /** Why the last novel could not be opened; null where it could. Shown on the welcome screen. */
  readonly failure: unknown;
  readonly dialog: LibraryDialog | null;
  /** What goes on with the new novel once it is made: an import that needed one. */
  readonly afterNew: (() => void) | null;
}

export const useLibrary = create<LibraryState>()(() => ({
  recent: [],
  isBusy: false,
  failure: null,
  dialog: null,
  afterNew: null,
}));

/** Opens a dialog about the novel, or closes it with null. */
export function showLibraryDialog(dialog: LibraryDialog | null): void {
  useLibrary.setState({ dialog, afterNew: null });
}

/** Runs something that needs a novel: at once where one is open, else after a new one is made. */
export function withNovel(run: () => void, isOpen: boolean): void {
  if (isOpen) run();
  else useLibrary.setState({ dialog: 'new', afterNew: run });
}
