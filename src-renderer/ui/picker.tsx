import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ComboBox, Input, ListBox, ListBoxItem, type Key } from 'react-aria-components';
import { ChoiceWords } from './choice-words.tsx';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';
import { Popover } from './popover.tsx';
import type { Choice } from './select.tsx';
import './picker.css';
import './select.css';

export interface PickerProps<Id extends string> extends FieldWords {
  /** What is picked, where the field says just that: the list closes over it. */
  readonly value: Id | null;
  /** What stands in the field. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What is offered for that text: the best few of what may be thousands. */
  readonly choices: readonly Choice<Id>[];
  readonly onPick: (choice: Choice<Id>) => void;
  /** What the list says where nothing fits; it stays closed where this is not given. */
  readonly noMatch?: string;
  /** The field was left; what was typed and not picked is the caller's to keep or to drop. */
  readonly onLeave?: () => void;
  readonly placeholder?: string;
  readonly className?: string;
}

/** One of many things, found by typing a part of its name. What was typed stays where nothing is picked. */
export function Picker<Id extends string>({
  label,
  isLabelHidden = false,
  help,
  error,
  value,
  text,
  onText,
  choices,
  onPick,
  noMatch,
  onLeave,
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
      value={value}
      onChange={take}
      items={choices}
      defaultFilter={() => true}
      allowsEmptyCollection={noMatch !== undefined}
      {...(onLeave === undefined ? {} : { onBlur: onLeave })}
      className={classNames('field', className)}
    >
      <FieldLabel {...words} />
      <div className="picker">
        <Input className="field-input picker-input" {...(placeholder === undefined ? {} : { placeholder })} />
        {(choices.length > 0 || noMatch !== undefined) && (
          <Button className="picker-button">
            <ChevronDown size={14} aria-hidden />
          </Button>
        )}
      </div>
      <FieldNote {...words} />
      <Popover className="select-popover">
        <ListBox
          className="select-list"
          items={choices}
          renderEmptyState={() => <p className="picker-none">{noMatch}</p>}
        >
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
