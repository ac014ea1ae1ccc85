import type { ReactNode } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, type Key } from 'react-aria-components';
import { ChoiceWords } from './choice-words.tsx';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';
import { Popover } from './popover.tsx';
import type { Choice } from './select.tsx';
import './select.css';

export interface PickerProps<Id extends string> extends FieldWords {
  /** What stands in the field. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What is offered for that text: the best few of what may be thousands. */
  readonly choices: readonly Choice<Id>[];
  readonly onPick: (choice: Choice<Id>) => void;
  readonly placeholder?: string;
  readonly className?: string;
}

/** One of many things, found by typing a part of its name. What was typed stays where nothing is picked. */
export function Picker<Id extends string>({
  label,
  isLabelHidden = false,
  help,
  error,
  text,
  onText,
  choices,
  onPick,
  placeholder,
  className,
}: PickerProps<Id>): ReactNode {
  const words = { label, isLabelHidden, help, error };
  const take = (key: Key | null): void => {
    const choice = choices.find(({ id }) => id === key);
    if (choice) onPick(choice);
  };
  return (
    <ComboBox
      {...fieldAttributes(words)}
      allowsCustomValue
      inputValue={text}
      onInputChange={onText}
      value={null}
      onChange={take}
      items={choices}
      defaultFilter={() => true}
      className={classNames('field', className)}
    >
      <FieldLabel {...words} />
      <Input className="field-input" {...(placeholder === undefined ? {} : { placeholder })} />
      <FieldNote {...words} />
      <Popover className="select-popover">
        <ListBox className="select-list" items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="select-item">
              <ChoiceWords choice={choice} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
