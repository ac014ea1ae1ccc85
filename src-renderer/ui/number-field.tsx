import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Group,
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';
import './number-field.css';

export interface NumberFieldProps
  extends Omit<AriaNumberFieldProps, 'className' | 'style' | 'children' | 'aria-label'>, FieldWords {
  readonly className?: string;
}

/** A number with steps up and down; NaN is an empty field. */
export function NumberField({
  label,
  isLabelHidden = false,
  help,
  error,
  className,
  ...props
}: NumberFieldProps): ReactNode {
  const words = { label, isLabelHidden, help, error };
  return (
    <AriaNumberField {...props} {...fieldAttributes(words)} className={classNames('field', className)}>
      <FieldLabel {...words} />
      <Group className="number-field">
        <Input className="field-input number-field-input" />
        <Button slot="decrement" className="number-field-step">
          <Minus size={14} aria-hidden />
        </Button>
        <Button slot="increment" className="number-field-step">
          <Plus size={14} aria-hidden />
        </Button>
      </Group>
      <FieldNote {...words} />
    </AriaNumberField>
  );
}
