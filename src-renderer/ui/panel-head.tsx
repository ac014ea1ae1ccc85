import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../words.ts';
import { IconButton } from './icon-button.tsx';
import './panel-head.css';

export interface PanelHeadProps {
  readonly title: string;
  /** Buttons at its right. */
  readonly children?: ReactNode;
  readonly onClose?: () => void;
}

/** The head of a panel: its name, its buttons, its cross. */
export function PanelHead({ title, children, onClose }: PanelHeadProps): ReactNode {
  const say = useSay();
  return (
    <header className="panel-head">
      <h2 className="panel-head-title">{title}</h2>
      <div className="panel-head-buttons">
        {children}
        {onClose && <IconButton icon={X} label={say('ui.closePanel')} onPress={onClose} />}
      </div>
    </header>
  );
}
