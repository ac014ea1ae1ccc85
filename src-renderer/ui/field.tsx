import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import './field.css';

/** What every field is given besides its value. */
export interface FieldWords {
  readonly label: string;
  /** The label is read out only: where the place says what the field is. */
  readonly isLabelHidden?: boolean;
  readonly help?: string | undefined;
  /** What is wrong with the value, in words. */
  readonly error?: string | null | undefined;
}

/** A field's label; hidden ones become `aria-label` by `labelProps`. */
export function FieldLabel({ label, isLabelHidden }: FieldWords): ReactNode {
  return isLabelHidden ? null : <Label className="field-label">{label}</Label>;
}

/** The line below a field. */
export function FieldNote({ help, error }: FieldWords): ReactNode {
  return (
    <>
      {help && !error && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

/** The attributes by which a field without a visible label is read out, and one with an error is marked. */
export function fieldAttributes({ label, isLabelHidden, error }: FieldWords): {
  readonly 'aria-label'?: string;
  readonly isInvalid: boolean;
} {
  return { ...(isLabelHidden ? { 'aria-label': label } : {}), isInvalid: Boolean(error) };
}
