import type { ReactNode, Ref } from 'react';
import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { fieldAttributes, FieldLabel, FieldNote } from './field.tsx';
import type { TextFieldProps } from './text-field.tsx';
import './text-area.css';

export interface TextAreaProps extends Omit<TextFieldProps, 'ref'> {
  readonly rows?: number;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text; it grows with them up to a limit. */
export function TextArea({
  label,
  isLabelHidden = false,
  help,
  error,
  placeholder,
  rows = 3,
  className,
  ref,
  ...props
}: TextAreaProps): ReactNode {
  const words = { label, isLabelHidden, help, error };
  return (
    <AriaTextField {...props} {...fieldAttributes(words)} className={classNames('field', className)}>
      <FieldLabel {...words} />
      <AriaTextArea
        {...(ref ? { ref } : {})}
        {...(placeholder === undefined ? {} : { placeholder })}
        rows={rows}
        className="field-input text-area"
      />
      <FieldNote {...words} />
    </AriaTextField>
  );
}
