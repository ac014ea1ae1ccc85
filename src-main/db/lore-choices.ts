import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { EntryChoice } from '../../src-shared/ipc/outline.ts';
import type { Db } from './connection.ts';

/** Every entry by its title, for a picker: without what it says. */
export function listEntryChoices(db: Db): readonly EntryChoice[] {
  return db
    .prepare<[], { id: EntryId; kind: string; title: string }>(
      'SELECT id, kind, title FROM lore_entry ORDER BY title COLLATE NOCASE, id',
    )
    .all();
}
