import type { ReactNode } from 'react';
import { BackupsDialog } from './backups-dialog.tsx';
import './library-commands.ts';
import { useLibrary } from './library-store.ts';
import { NewNovelDialog } from './new-novel-dialog.tsx';
import { NovelSettingsDialog } from './novel-settings-dialog.tsx';

/** The dialogs about a novel as a whole. */
export function LibraryDialogs(): ReactNode {
  const dialog = useLibrary((state) => state.dialog);
  if (dialog === 'new') return <NewNovelDialog />;
  if (dialog === 'settings') return <NovelSettingsDialog />;
  if (dialog === 'backups') return <BackupsDialog />;
  return null;
}
