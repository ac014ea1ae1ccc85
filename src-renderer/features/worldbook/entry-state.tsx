import { Check, CircleAlert, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { AppError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { sayError, useSay } from '../../words.ts';
import { faultOf } from './entry-form.ts';
import { flushEntry, keepMine, takeStored, useEntry } from './entry-store.ts';

/** Whether the entry is saved, told by a sign and a word; what to do where it could not be. */
export function EntryState(): ReactNode {
  const say = useSay();
  const { saving, error, entry } = useEntry();
  if (!entry) return null;
  if (saving === 'failed') return <SaveFault error={error} />;
  const fault = faultOf(entry.form);
  const isSaved = saving === 'saved' && entry.stored !== null;
  const Icon = isSaved ? Check : PencilLine;
  const words =
    fault !== null ? `worldbook.fault.${fault}` : isSaved ? 'worldbook.saved' : 'worldbook.unsaved';
  return (
    <p className="entry-state" role="status">
      <Icon size={14} aria-hidden /> {say(words)}
    </p>
  );
}

function SaveFault({ error }: { readonly error: unknown }): ReactNode {
  const say = useSay();
  const isConflict = error instanceof AppError && error.code === 'ENTRY_CHANGED';
  return (
    <div className="entry-state-fault" role="alert">
      <p>
        <CircleAlert size={14} aria-hidden /> {sayError(error)}
      </p>
      {isConflict ? (
        <span className="entry-state-choices">
          <Button onPress={() => void takeStored()}>{say('worldbook.takeTheirs')}</Button>
          <Button onPress={() => void keepMine()}>{say('worldbook.keepMine')}</Button>
        </span>
      ) : (
        <Button onPress={() => void flushEntry()}>{say('worldbook.saveAgain')}</Button>
      )}
    </div>
  );
}
