import { useEffect, useRef, type ReactNode } from 'react';
import { notifyError } from '../../ui/notices.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSay } from '../../words.ts';
import { showSettings, usePanels } from '../shell/panel-store.ts';
import { AboutPage } from './about-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { CostsPage } from './costs-page.tsx';
import { KeysPage } from './keys-page.tsx';
import { LanguagePage } from './language-page.tsx';
import { refreshModels } from './model-store.ts';
import { LocalModelsPage } from './local-models-page.tsx';
import { MeaningSearchPage } from './meaning-search-page.tsx';
import { ModelsPage } from './models-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { WritingPage } from './writing-page.tsx';
import './settings-commands.ts';
import './settings-dialog.css';

const pages = [
  { id: 'models', Page: ModelsPage },
  { id: 'local', Page: LocalModelsPage },
  { id: 'meaning', Page: MeaningSearchPage },
  { id: 'keys', Page: KeysPage },
  { id: 'costs', Page: CostsPage },
  { id: 'privacy', Page: PrivacyPage },
  { id: 'writing', Page: WritingPage },
  { id: 'appearance', Page: AppearancePage },
  { id: 'language', Page: LanguagePage },
  { id: 'about', Page: AboutPage },
] as const;

/** The settings over the whole window: pages on the left, the open one beside them. Escape closes them. */
export function SettingsDialog(): ReactNode {
  const say = useSay();
  const open = usePanels((state) => state.settings);
  return (
    <Dialog
      isOpen={open !== null}
      onClose={() => showSettings(null)}
      title={say('settings.title')}
      size="huge"
      className="settings-dialog"
    >
      <Pages open={open} />
    </Dialog>
  );
}

function Pages({ open }: { readonly open: string | null }): ReactNode {
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void refreshModels().catch(notifyError);
    // The open page's tab is where the keyboard begins. It is drawn a moment later, and the dialog itself has the focus then.
    const soon = setTimeout(() =>
      frame.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
    return () => clearTimeout(soon);
  }, []);
  return (
    <div ref={frame} className="settings-dialog-frame">
      <Tabs
        label={say('settings.pages')}
        orientation="vertical"
        selected={pages.find(({ id }) => id === open)?.id ?? 'models'}
        onChange={showSettings}
        tabs={pages.map(({ id, Page }) => ({
          id,
          label: say(`settings.page.${id}`),
          content: (
            <div className="settings-dialog-page">
              <Page />
            </div>
          ),
        }))}
      />
    </div>
  );
}
