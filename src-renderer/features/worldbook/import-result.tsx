import type { ReactNode } from 'react';
import type { ImportReport } from '../../../src-shared/domain/import.ts';
import { useSay } from '../../words.ts';

const mostNotes = 200;

/** What an import did. */
export function ImportResult({ report }: { readonly report: ImportReport }): ReactNode {
  const say = useSay();
  const { added, updated, unchanged, skipped, relations, progressionsWaiting, notes } = report;
  const lines = [
    say('worldbook.didAdd', { count: added }),
    updated > 0 && say('worldbook.didUpdate', { count: updated }),
    unchanged > 0 && say('worldbook.didNothing', { count: unchanged }),
    skipped > 0 && say('worldbook.didSkip', { count: skipped }),
    relations.unresolved > 0 && say('worldbook.waitingRelations', { count: relations.unresolved }),
    progressionsWaiting > 0 && say('worldbook.waitingProgressions', { count: progressionsWaiting }),
  ].filter((line) => line !== false);
  return (
    <>
      <ul className="lore-import-did">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {notes.length > 0 && (
        <section aria-label={say('worldbook.notes')}>
          <h3 className="form-part-title">{say('worldbook.notes')}</h3>
          <ul className="lore-import-notes">
            {notes.slice(0, mostNotes).map((note, at) => (
              <li key={at}>{say(note.key, note.values)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
