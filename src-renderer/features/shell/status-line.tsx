import { Cloud, HardDriveDownload, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useSay } from '../../words.ts';
import { JobStatus } from '../crew/job-status.tsx';
import { useNovel } from '../library/novel-store.ts';
import { PasteProgress } from '../manuscript/paste-progress.tsx';
import { SaveIndicator } from '../manuscript/save-indicator.tsx';
import { WordCounts } from '../manuscript/word-counts.tsx';
import './status-line.css';

const signs = { synced: Cloud, network: HardDriveDownload, 'read-only': Lock };

/** The window's foot: where the words are, how many there are, and what works in the background. */
export function StatusLine(): ReactNode {
  const say = useSay();
  return (
    <footer className="status-line" data-region="status" aria-label={say('shell.status')}>
      <SaveIndicator />
      <PasteProgress />
      <FolderSign />
      <div className="status-line-right">
        <JobStatus />
        <WordCounts />
      </div>
    </footer>
  );
}

function FolderSign(): ReactNode {
  const say = useSay();
  const { kind, name } = useNovel((state) => state.folder);
  if (kind === 'local') return null;
  const Sign = signs[kind];
  return (
    <Tooltip text={say(`library.folder.${kind}`, { name: name ?? '' })} placement="top">
      <Button className="status-line-folder">
        <Sign size={14} aria-hidden />
        {say(`shell.folder.${kind}`, { name: name ?? '' })}
      </Button>
    </Tooltip>
  );
}
