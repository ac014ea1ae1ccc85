import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './switch.css';

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  /** A second, quieter line. */
  readonly note?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** On or off, at once. */
export function Switch({ note, className, children, ...props }: SwitchProps): ReactNode {
  return (
    <AriaSwitch {...props} className={classNames('switch', className)}>
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
      <span className="switch-words">
        {children}
        {note && <span className="switch-note">{note}</span>}
      </span>
    </AriaSwitch>
  );
}
