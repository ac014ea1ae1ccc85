import type { ReactNode, Ref } from 'react';
import {
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote, type FieldWords } from './field.tsx';

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'aria-label'>, FieldWords {
  readonly placeholder?: string;
  readonly className?: string;
  /** The input itself, to put the focus there. */
  readonly ref?: Ref<HTMLInputElement>;
}

/** A line of text. */
export function TextField({
  label,
  isLabelHidden = false,
  help,
  error,
  placeholder,
  className,
  ref,
  ...props
}: TextFieldProps): ReactNode {
  const words = { label, isLabelHidden, help, error };
  return (
    <AriaTextField {...props} {...fieldAttributes(words)} className={classNames('field', className)}>
      <FieldLabel {...words} />
      <Input
        {...(ref ? { ref } : {})}
        {...(placeholder === undefined ? {} : { placeholder })}
        className="field-input"
      />
      <FieldNote {...words} />
    </AriaTextField>
  );
}
