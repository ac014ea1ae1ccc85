import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';
import './icon-button.css';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'aria-label' | 'aria-pressed'
> {
  readonly icon: LucideIcon;
  /** What it does: read out, and shown on hover and focus. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  /** Given for a button that stays down, such as one that shows a panel. */
  readonly isSelected?: boolean;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only a sign; its words come as a tooltip. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  isSelected,
  placement = 'bottom',
  className,
  ...props
}: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...props}
        aria-label={label}
        {...(isSelected === undefined ? {} : { 'aria-pressed': isSelected })}
        className={classNames('icon-button', isSelected && 'icon-button-selected', className)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </AriaButton>
    </Tooltip>
  );
}
