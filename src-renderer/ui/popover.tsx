import type { ReactNode } from 'react';
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './popover.css';

export interface PopoverProps extends Omit<AriaPopoverProps, 'className' | 'style' | 'children'> {
  readonly className?: string;
  readonly children: ReactNode;
}

/** What lies over the window beside the thing it belongs to. Inside a trigger, or with `triggerRef` and `isOpen`. */
export function Popover({ className, children, ...props }: PopoverProps): ReactNode {
  return (
    <AriaPopover offset={6} containerPadding={8} {...props} className={classNames('popover', className)}>
      {children}
    </AriaPopover>
  );
}
