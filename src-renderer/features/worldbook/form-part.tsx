import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import './form-part.css';

/** A part of the form with a heading and a button that adds a line. */
export function FormPart({
  title,
  addLabel,
  onAdd,
  children,
}: {
  readonly title: string;
  readonly addLabel: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <fieldset className="form-part">
      <legend className="form-part-title">{title}</legend>
      {children}
      <Button variant="quiet" onPress={onAdd} className="form-part-add">
        {addLabel}
      </Button>
    </fieldset>
  );
}
