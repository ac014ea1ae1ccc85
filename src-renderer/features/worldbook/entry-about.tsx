import type { ReactNode } from 'react';
import type { LoreDetails } from '../../../src-shared/domain/lore-summary.ts';
import { useSay, useWords } from '../../words.ts';

/** Where the entry came from, and who changed it last. */
export function EntryAbout({ entry }: { readonly entry: LoreDetails }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { source, changedBy, updatedAt } = entry;
  const who = changedBy === 'writer' || changedBy === 'import' ? changedBy : 'job';
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(updatedAt);
  return (
    <p className="worldbook-note entry-about">
      {source !== null && <span>{say('worldbook.from', { source })}</span>}
      <span>{say(`worldbook.changedBy.${who}`, { when })}</span>
    </p>
  );
}
