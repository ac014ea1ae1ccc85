import { useEffect, useRef, type ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './progress-bar.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** From 0 to 1; null where nobody knows how long it takes. */
  readonly value: number | null;
  /** What stands at its right: "128 of 500". The percentage unless told. */
  readonly valueText?: string;
  readonly className?: string;
}

/** How far long work has come. */
export function ProgressBar({
  label,
  isLabelHidden = false,
  value,
  valueText,
  className,
}: ProgressBarProps): ReactNode {
  return (
    <AriaProgressBar
      aria-label={label}
      value={(value ?? 0) * 100}
      isIndeterminate={value === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      className={classNames('progress-bar', className)}
    >
      {({ percentage, valueText: shown }) => (
        <>
          {!isLabelHidden && (
            <span className="progress-bar-words">
              <span>{label}</span>
              <span className="progress-bar-value">{value === null ? valueText : (shown ?? '')}</span>
            </span>
          )}
          <Fill percentage={value === null ? null : (percentage ?? 0)} />
        </>
      )}
    </AriaProgressBar>
  );
}

function Fill({ percentage }: { readonly percentage: number | null }): ReactNode {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => bar.current?.style.setProperty('width', `${percentage ?? 30}%`), [percentage]);
  return (
    <span className="progress-bar-track">
      <span
        ref={bar}
        className={classNames('progress-bar-fill', percentage === null && 'progress-bar-unknown')}
      />
    </span>
  );
}
