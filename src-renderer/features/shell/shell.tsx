import { useDeferredValue, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { ContextMenuRegion } from '../../ui/context-menu-region.tsx';
import { NoticesRegion } from '../../ui/notices-region.tsx';
import { QuestionsRegion } from '../../ui/questions-region.tsx';
import { useWords } from '../../words.ts';
import { Palette } from '../commands/palette.tsx';
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx';
import { LibraryDialogs } from '../library/library-dialogs.tsx';
import { useNovel } from '../library/novel-store.ts';
import { Welcome } from '../library/welcome.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { ManuscriptImportDialog } from '../transfer/import-dialog.tsx';
import { DropOverlay } from '../worldbook/drop-overlay.tsx';
import { LoreImportDialog } from '../worldbook/import-dialog.tsx';
import { WorldbookOverlays } from '../worldbook/worldbook-overlays.tsx';
import { Workspace } from './workspace.tsx';

/** The window: a novel to write in, or the welcome where none is open, and what lies over both. */
export function Shell(): ReactNode {
  const isOpen = useNovel((state) => state.novelId !== null);
  const locale = useWords((state) => state.locale);
  const isPageDrawn = useDeferredValue(true, false);
  return (
    <I18nProvider locale={locale}>
      {isOpen ? <Workspace /> : <Welcome />}
      {isPageDrawn && <Overlays />}
    </I18nProvider>
  );
}

/** What lies over the page when it is called for. */
function Overlays(): ReactNode {
  return (
    <>
      <SettingsDialog />
      <ManuscriptImportDialog />
      <LoreImportDialog />
      <LibraryDialogs />
      <WorldbookOverlays />
      <Palette />
      <ShortcutsDialog />
      <DropOverlay />
      <QuestionsRegion />
      <ContextMenuRegion />
      <NoticesRegion />
    </>
  );
}
