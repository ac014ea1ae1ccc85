import type { ReactNode } from 'react';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';
import type { Choice } from './select.tsx';
import './radio-group.css';

export interface RadioGroupProps<Id extends string> extends FieldWords {
  readonly choices: readonly Choice<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** One of a few things, all of them seen at once, each with room for a note. */
export function RadioGroup<Id extends string>({
  label,
  isLabelHidden = false,
  help,
  error,
  choices,
  value,
  onChange,
  isDisabled = false,
  className,
}: RadioGroupProps<Id>): ReactNode {
  const words = { label, isLabelHidden, help, error };
  return (
    <AriaRadioGroup
      {...fieldAttributes(words)}
      value={value}
      onChange={(id) => onChange(id as Id)}
      isDisabled={isDisabled}
      className={classNames('field', className)}
    >
      <FieldLabel {...words} />
      {choices.map((choice) => (
        <Radio key={choice.id} value={choice.id} className="radio">
          <span className="radio-dot" />
          <span className="radio-words">
            {choice.label}
            {choice.note && <span className="radio-note">{choice.note}</span>}
          </span>
        </Radio>
      ))}
      <FieldNote {...words} />
    </AriaRadioGroup>
  );
}
