import { Pause, Play } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { IndexStatus } from '../../../src-shared/ipc/search.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { pauseIndex, readIndexStatus, useIndexStatus } from './index-status.ts';

const labelOf = ({ state }: Pick<IndexStatus, 'state'>): string => {
  if (state === 'switching') return 'embedding.switching';
  return state === 'paused' ? 'worldbook.indexPaused' : 'worldbook.indexing';
};

/** How far search is behind the text; nothing where it is not. */
export function IndexLine(): ReactNode {
  const say = useSay();
  const status = useIndexStatus((state) => state.status);
  useEffect(() => void readIndexStatus(), []);
  if (!status || status.state === 'fresh') return null;
  if (status.state === 'words' || status.state === 'capped' || status.state === 'failed')
    return (
      <footer className="index-line">
        <p className="worldbook-note">
          {status.state === 'failed'
            ? status.error && sayError(fromWireError(status.error))
            : say(status.state === 'words' ? 'worldbook.wordsOnly' : 'worldbook.capped')}
        </p>
      </footer>
    );
  const isPaused = status.state === 'paused';
  return (
    <footer className="index-line">
      <ProgressBar
        label={say(labelOf(status))}
        value={status.total === 0 ? 0 : status.done / status.total}
        valueText={say('worldbook.progress', { done: status.done, total: status.total })}
        className="index-line-bar"
      />
      <IconButton
        icon={isPaused ? Play : Pause}
        label={say(isPaused ? 'worldbook.indexResume' : 'worldbook.indexPause')}
        placement="top"
        onPress={() => void pauseIndex(!isPaused)}
      />
    </footer>
  );
}
