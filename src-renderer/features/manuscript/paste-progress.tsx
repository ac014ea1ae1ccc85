import type { ReactNode } from 'react';
import { usePasting } from '../../editor/pasting.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useSay } from '../../words.ts';
import './paste-progress.css';

/** How much of a large paste stands in the text; nothing where none is on its way. */
export function PasteProgress(): ReactNode {
  const say = useSay();
  const share = usePasting((state) => state.share);
  if (share === null) return null;
  return (
    <span className="paste-progress">
      <Spinner label={say('paste.running')} />
      {say('paste.progress', { percent: Math.round(share * 100) })}
    </span>
  );
}
