import { create } from 'zustand';
import type { RecentNovel } from '../../../src-shared/domain/library.ts';

/** The dialogs about a novel as a whole. */
export type LibraryDialog = 'new' | 'settings' | 'backups';

/** An import that needs a novel first, and the title its file suggests. */
export interface AfterNew {
  readonly run: () => void;
  readonly title: string;
}

interface LibraryState {
  readonly recent: readonly RecentNovel[];
  /** A novel is being opened or made. */
  readonly isBusy: boolean;
  /** Why the last novel could not be opened; null where it could. Shown on the welcome screen. */
  readonly failure: unknown;
  readonly dialog: LibraryDialog | null;
  /** What goes on with the new novel once it is made: an import that needed one. */
  readonly afterNew: AfterNew | null;
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

/** Asks for a new novel, and goes on in it. */
export function withNewNovel(afterNew: AfterNew): void {
  useLibrary.setState({ dialog: 'new', afterNew });
}
