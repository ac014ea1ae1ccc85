import { useEffect, useState, type ReactNode } from 'react';
import type { BackupSummary } from '../../../src-shared/domain/library.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { notify, notifyError } from '../../ui/notices.ts';
import { useSay, useWords } from '../../words.ts';
import './backups-dialog.css';
import { backUpNow } from './library-commands.ts';
import { showLibraryDialog } from './library-store.ts';
import { openNovelId } from './novel-store.ts';
import { openFile } from './open-novel.ts';

/** The novel's backups by date, each to be restored as a new novel. */
export function BackupsDialog(): ReactNode {
  const say = useSay();
  const [backups, setBackups] = useState<readonly BackupSummary[] | null>(null);
  const refresh = (): void => {
    api.request('novels.listBackups', { novelId: openNovelId() }).then(setBackups, notifyError);
  };
  useEffect(refresh, []);
  return (
    <Dialog
      isOpen
      onClose={() => showLibraryDialog(null)}
      title={say('library.backups')}
      footer={<Button onPress={() => void backUpNow().then(refresh)}>{say('command.novel.backUp')}</Button>}
    >
      <p className="backups-note">{say('library.backupsNote')}</p>
      {backups?.length === 0 && <EmptyState text={say('library.noBackups')} />}
      <ul className="backups">
        {backups?.map((backup) => (
          <BackupLine key={backup.key} backup={backup} />
        ))}
      </ul>
    </Dialog>
  );
}

function BackupLine({ backup }: { readonly backup: BackupSummary }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { key, createdAt, bytes } = backup;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    createdAt,
  );
  const restore = async (): Promise<void> => {
    try {
      const file = await api.request('novels.restoreBackup', { novelId: openNovelId(), key });
      showLibraryDialog(null);
      notify({
        kind: 'ok',
        text: say('library.restored', { file: file.name }),
        action: { label: say('library.openIt'), run: () => void openFile(file) },
      });
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <li className="backups-line">
      <span className="backups-when">{when}</span>
      <span className="backups-size">
        {new Intl.NumberFormat(locale, {
          style: 'unit',
          unit: 'megabyte',
          unitDisplay: 'short',
          maximumFractionDigits: 1,
        }).format(bytes / 1_000_000)}
      </span>
      <Button aria-label={`${say('library.restore')}: ${when}`} onPress={() => void restore()}>
        {say('library.restore')}
      </Button>
    </li>
  );
}
