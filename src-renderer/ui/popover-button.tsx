import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components';
import { Popover } from './popover.tsx';

export interface PopoverButtonProps {
  /** A Button or an IconButton. */
  readonly button: ReactNode;
  /** What the popover is called when it is read out. */
  readonly label: string;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right' | 'bottom start' | 'bottom end' | 'top end';
  readonly className?: string;
  /** Its content; `close` ends it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a popover with anything in it. */
export function PopoverButton({
  button,
  label,
  placement = 'bottom',
  className,
  children,
}: PopoverButtonProps): ReactNode {
  return (
    <DialogTrigger>
      {button}
      <Popover placement={placement} {...(className === undefined ? {} : { className })}>
        <Dialog aria-label={label} className="popover-dialog">
          {({ close }) => children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
