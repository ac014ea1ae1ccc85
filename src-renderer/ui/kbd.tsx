import type { ReactNode } from 'react';
import { formatShortcut } from './format-shortcut.ts';
import './kbd.css';

/** A shortcut as the keys are called on this system. */
export function Kbd({ shortcut }: { readonly shortcut: string }): ReactNode {
  return <kbd className="kbd">{formatShortcut(shortcut)}</kbd>;
}
