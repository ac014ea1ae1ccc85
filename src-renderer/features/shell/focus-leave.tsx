import { Minimize2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSay } from '../../words.ts';
import { SaveIndicator } from '../manuscript/save-indicator.tsx';
import { toggleFocusMode } from './layout-store.ts';
import './focus-leave.css';

/** What stays in a corner in focus mode: where the words are, and the way back. */
export function FocusLeave(): ReactNode {
  const say = useSay();
  return (
    <div className="focus-leave">
      <SaveIndicator />
      <IconButton
        icon={Minimize2}
        label={say('shell.leaveFocus')}
        shortcut="F11"
        placement="left"
        onPress={toggleFocusMode}
      />
    </div>
  );
}
