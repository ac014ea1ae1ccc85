import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSay } from '../words.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import './dialog.css';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Asked for by Escape, a click beside it, or its cross. */
  readonly onClose: () => void;
  readonly title: string;
  /** Widths: 400, 560, 760 and 1040 px, less where the window is small. */
  readonly size?: 'small' | 'medium' | 'large' | 'huge';
  /** False where a click beside it would lose what was typed. */
  readonly isDismissable?: boolean;
  /** "alertdialog" where it asks before something is lost. */
  readonly role?: 'dialog' | 'alertdialog';
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A window over the window. The focus goes in, stays in, and returns where it was. */
export function Dialog({
  isOpen,
  onClose,
  title,
  size = 'medium',
  isDismissable = true,
  role = 'dialog',
  footer,
  className,
  children,
}: DialogProps): ReactNode {
  const say = useSay();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
      className="dialog-overlay"
    >
      <Modal className={classNames('dialog', `dialog-${size}`, className)}>
        <AriaDialog role={role} className="dialog-frame">
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {role === 'dialog' && <IconButton icon={X} label={say('ui.close')} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {footer && <footer className="dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
