import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import type { Choice } from './select.tsx';
import './segmented.css';

export interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** One of two to five short things, side by side. */
export function Segmented<Id extends string>({
  label,
  choices,
  value,
  onChange,
  isDisabled = false,
  className,
}: SegmentedProps<Id>): ReactNode {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(key as Id);
      }}
      className={classNames('segmented', className)}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.id} id={choice.id} className="segmented-item">
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
