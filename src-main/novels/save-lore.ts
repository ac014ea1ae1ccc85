import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { LoreContent, LoreEntry } from '../../src-shared/domain/lore.ts';
import type { LoreDetails, LoreEdit } from '../../src-shared/domain/lore-summary.ts';
import { AppError } from '../../src-shared/errors.ts';
import { lowerCase } from '../../src-shared/text/fold.ts';
import { write, type Db } from '../db/connection.ts';
import { entryRevision, getEntry, insertEntry, updateEntry } from '../db/lore.ts';
import { readLoreState } from '../db/lore-states.ts';
import { getNovel } from '../db/novels.ts';
import { recordAction, recordEdit } from './undo-log.ts';

export interface SaveLore {
  readonly id: EntryId | null; // null: a new entry
  readonly content: LoreEdit;
  readonly baseRevision: number | null;
}

/**
 * Saves what the writer made of an entry. Relations elsewhere that wait for one of its names point at it from now on.
 * Throws ENTRY_CHANGED where somebody saved it since, ENTRY_NOT_FOUND.
 */
export const saveLore = write((db, { id, content, baseRevision }: SaveLore): LoreDetails => {
  const before = id === null ? null : readLoreState(db, id);
  const saved = id === null ? insertNew(db, content) : change(db, { id, content, baseRevision });
  pointWaitingRelations(db, getEntry(db, saved));
  if (before === null) recordNew(db, { id: saved, title: content.title });
  else recordEdit(db, before);
  return loreDetails(getEntry(db, saved));
});

function recordNew(db: Db, { id, title }: { readonly id: EntryId; readonly title: string }): void {
  const label = { key: 'undo.add-entry', values: { title } };
  recordAction(db, { label, changes: [{ type: 'lore-entry', id, before: null }] });
}

/** An entry as the window shows it. */
export function loreDetails(entry: LoreEntry): LoreDetails {
  const details: Partial<LoreEntry> & LoreDetails = { ...entry };
  delete details.raw;
  return details;
}

function insertNew(db: Db, content: LoreEdit): EntryId {
  const whole: LoreContent = { ...content, source: null, raw: null };
  return insertEntry(db, { content: whole, createdBy: 'writer' });
}

function change(
  db: Db,
  { id, content, baseRevision }: { id: EntryId; content: LoreEdit; baseRevision: number | null },
): EntryId {
  const revision = entryRevision(db, id);
  if (revision !== baseRevision) throw new AppError('ENTRY_CHANGED', { entry: content.title, revision });
  const { source, raw } = getEntry(db, id);
  updateEntry(db, { id, content: { ...content, source, raw } });
  return id;
}

const pointWaitingRelations = write((db, { id, title, aliases }: LoreEntry): void => {
  const { language } = getNovel(db);
  const fold = (name: string): string => lowerCase(name.trim().normalize('NFKC'), language);
  const names = new Set([title, ...aliases].map(fold));
  const waiting = db
    .prepare<[], { entry_id: string; position: number; to_title: string }>(
      'SELECT entry_id, position, to_title FROM lore_relation WHERE to_entry_id IS NULL',
    )
    .all();
  const point = db.prepare('UPDATE lore_relation SET to_entry_id = ? WHERE entry_id = ? AND position = ?');
  for (const { entry_id, position, to_title } of waiting)
    if (entry_id !== id && names.has(fold(to_title))) point.run(id, entry_id, position);
});
