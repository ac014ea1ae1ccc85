import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './checkbox.css';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  readonly className?: string;
  readonly children?: ReactNode;
}

/** Yes or no among others; give `aria-label` where it has no words of its own. */
export function Checkbox({ className, children, ...props }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox {...props} className={classNames('checkbox', className)}>
      {({ isIndeterminate }) => (
        <>
          <span className="checkbox-box">
            {isIndeterminate ? <Minus size={12} aria-hidden /> : <Check size={12} aria-hidden />}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}
