import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  ListLayout,
  Text,
  Virtualizer,
  type Key,
} from 'react-aria-components';
import { FieldLabel } from './field.tsx';
import { Popover } from './popover.tsx';
import type { Choice } from './select.tsx';
import './combo-box.css';

export interface ComboBoxProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id | null;
  /** Null when the field was emptied. */
  readonly onChange: (id: Id | null) => void;
  readonly placeholder?: string;
  /** What stands in the list where nothing matches. */
  readonly noMatch: string;
}

/** One of many things, found by typing its name. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>): ReactNode {
  const { label, choices, value, onChange, placeholder = '', noMatch } = props;
  const chosen = choices.find(({ id }) => id === value);
  const [typed, setTyped] = useState<string | null>(null);
  const take = (key: Key | null): void => {
    const choice = choices.find(({ id }) => id === key);
    setTyped(null);
    if (choice && choice.id !== value) onChange(choice.id);
  };
  const leave = (): void => {
    if (typed?.trim() === '' && value !== null) onChange(null);
    setTyped(null);
  };
  return (
    <AriaComboBox
      className="field"
      defaultItems={choices}
      value={value}
      onChange={take}
      inputValue={typed ?? chosen?.label ?? ''}
      onInputChange={setTyped}
      onBlur={leave}
      allowsEmptyCollection
    >
      <FieldLabel label={label} />
      <div className="combo-box">
        <Input className="field-input combo-box-input" placeholder={placeholder} />
        <Button className="combo-box-button">
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <Popover className="select-popover">
        <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 28 }}>
          <ListBox<Choice<Id>>
            className="select-list combo-box-list"
            renderEmptyState={() => <p className="combo-box-none">{noMatch}</p>}
          >
            {(choice) => (
              <ListBoxItem id={choice.id} textValue={choice.label} className="select-item combo-box-item">
                <Text slot="label">{choice.label}</Text>
                {choice.note && <span className="combo-box-note">{choice.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </AriaComboBox>
  );
}
