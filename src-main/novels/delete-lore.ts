import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write } from '../db/connection.ts';
import { deleteEntry } from '../db/lore.ts';
import { readLoreState } from '../db/lore-states.ts';
import { recordAction } from './undo-log.ts';

/** Deletes worldbook entries as one action; the answer is its id in the novel's log. Throws ENTRY_NOT_FOUND. */
export const deleteLore = write((db, ids: readonly EntryId[]): number => {
  const titles: string[] = [];
  const changes = [...new Set(ids)].map((id): UndoChange => {
    const before = readLoreState(db, id);
    if (before === null) throw new AppError('ENTRY_NOT_FOUND', { id });
    titles.push(before.entry.title);
    deleteEntry(db, id);
    return { type: 'lore-entry', id, before };
  });
  const values = { title: titles[0] ?? '', count: titles.length };
  return recordAction(db, { label: { key: 'undo.delete-entry', values }, changes });
});
