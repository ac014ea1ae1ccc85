import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  ListBox,
  ListBoxItem,
  Select as AriaSelect,
  SelectValue,
  type Key,
} from 'react-aria-components';
import { ChoiceWords } from './choice-words.tsx';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';
import { Popover } from './popover.tsx';
import './select.css';

/** One of the things to choose from. */
export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  /** A second, quieter line. */
  readonly note?: string | undefined;
}

export interface SelectProps<Id extends string> extends FieldWords {
  readonly choices: readonly Choice<Id>[];
  /** The chosen one; null for none yet. */
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** One of several things, from a list that opens. */
export function Select<Id extends string>({
  label,
  isLabelHidden = false,
  help,
  error,
  choices,
  value,
  onChange,
  placeholder = '',
  isDisabled = false,
  className,
}: SelectProps<Id>): ReactNode {
  const words = { label, isLabelHidden, help, error };
  const take = (key: Key | null): void => {
    const choice = choices.find(({ id }) => id === key);
    if (choice) onChange(choice.id);
  };
  return (
    <AriaSelect
      {...fieldAttributes(words)}
      value={value}
      onChange={take}
      placeholder={placeholder}
      isDisabled={isDisabled}
      className={classNames('field', className)}
    >
      <FieldLabel {...words} />
      <Button className="field-input select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <FieldNote {...words} />
      <Popover className="select-popover">
        <ListBox className="select-list" items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="select-item">
              <Check size={14} aria-hidden className="select-check" />
              <ChoiceWords choice={choice} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
