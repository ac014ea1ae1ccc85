import type { ReactNode } from 'react';
import './spinner.css';

/** A sign that something is under way; read out by its label. Under reduced motion it stands still. */
export function Spinner({ label }: { readonly label: string }): ReactNode {
  return <span role="img" aria-label={label} className="spinner" />;
}
