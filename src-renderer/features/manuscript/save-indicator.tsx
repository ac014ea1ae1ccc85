import { Check, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../../words.ts';
import type { SaveState } from './autosave.ts';
import { useScene } from './scene-store.ts';
import './save-indicator.css';

const signs: Record<SaveState, typeof Check> = {
  saved: Check,
  unsaved: CircleDashed,
  saving: LoaderCircle,
  failed: TriangleAlert,
};

/** Where the words are: saved only after the commit. A sign and a word for each state, so that no colour is needed. */
export function SaveIndicator(): ReactNode {
  const say = useSay();
  const saving = useScene((state) => state.saving);
  const isOpen = useScene((state) => state.scene !== null);
  if (!isOpen) return null;
  const Sign = signs[saving];
  return (
    <span className={`save-indicator save-indicator-${saving}`} data-saving={saving}>
      <Sign size={14} aria-hidden />
      {say(`save.${saving}`)}
    </span>
  );
}
