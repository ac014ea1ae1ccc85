import type { EntryId, Hash, SceneId } from '../../src-shared/domain/ids.ts';
import { LoreContent, type LoreEntry } from '../../src-shared/domain/lore.ts';
import type { LoreState } from '../../src-shared/domain/undo.ts';
import { write, type Db } from './connection.ts';
import { sha256 } from './documents.ts';
import { deleteEntry, getEntry, hasEntry, listEntries, putEntryBack, updateEntry } from './lore.ts';

/** An entry with everything that points at it, which would be lost with it; null where there is none. */
export function readLoreState(db: Db, id: EntryId): LoreState | null {
  if (!hasEntry(db, id)) return null;
  const scenes = (column: 'pov_entry_id' | 'place_entry_id'): SceneId[] =>
    db.prepare<[string], SceneId>(`SELECT id FROM scene WHERE ${column} = ?`).pluck().all(id);
  return {
    entry: getEntry(db, id),
    povOf: scenes('pov_entry_id'),
    placeOf: scenes('place_entry_id'),
    relations: db
      .prepare<[string], LoreState['relations'][number]>(
        'SELECT entry_id AS entryId, position FROM lore_relation WHERE to_entry_id = ?',
      )
      .all(id),
  };
}

/** Brings an entry to a state it was in: it is made again, changed, or (null) deleted. What is gone for good is pointed at no more. */
export const setLoreState = write(
  (db, { id, state }: { readonly id: EntryId; readonly state: LoreState | null }): void => {
    const isThere = hasEntry(db, id);
    if (state === null) {
      if (isThere) deleteEntry(db, id);
      return;
    }
    const entry = withLiveTies(db, state.entry);
    if (isThere) return updateEntry(db, { id, content: entry, changedBy: entry.changedBy });
    putEntryBack(db, entry);
    pointBack(db, state);
  },
);

/** A hash of what an entry says, without what the program points at by itself; null where there is no such entry. */
export function hashLore(db: Db, id: EntryId): Hash | null {
  return hasEntry(db, id) ? hashEntry(getEntry(db, id)) : null;
}

/** The same of every entry there is: five queries, where thousands were just written. */
export function hashAllLore(db: Db): ReadonlyMap<EntryId, Hash> {
  return new Map(listEntries(db).map((entry) => [entry.id, hashEntry(entry)]));
}

function hashEntry(entry: LoreEntry): Hash {
  const content = LoreContent.parse(entry);
  const relations = content.relations.map((one) => ({ ...one, toEntryId: null }));
  const progressions = content.progressions.map((one) => ({ ...one, fromSceneId: null }));
  return sha256(JSON.stringify({ ...content, relations, progressions }));
}

const pointBack = write((db, { entry: { id }, povOf, placeOf, relations }: LoreState): void => {
  for (const scene of povOf)
    db.prepare('UPDATE scene SET pov_entry_id = ? WHERE id = ? AND pov_entry_id IS NULL').run(id, scene);
  for (const scene of placeOf)
    db.prepare('UPDATE scene SET place_entry_id = ? WHERE id = ? AND place_entry_id IS NULL').run(id, scene);
  const point = db.prepare(
    'UPDATE lore_relation SET to_entry_id = ? WHERE entry_id = ? AND position = ? AND to_entry_id IS NULL',
  );
  for (const { entryId, position } of relations) point.run(id, entryId, position);
});

/** Its relations and progressions, without what was deleted in the meantime. */
function withLiveTies(db: Db, entry: LoreEntry): LoreEntry {
  const isThere = (table: 'lore_entry' | 'scene', id: string | null): boolean =>
    id !== null && db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;
  return {
    ...entry,
    relations: entry.relations.map((one) => ({
      ...one,
      toEntryId: isThere('lore_entry', one.toEntryId) ? one.toEntryId : null,
    })),
    progressions: entry.progressions.map((one) => ({
      ...one,
      fromSceneId: isThere('scene', one.fromSceneId) ? one.fromSceneId : null,
    })),
  };
}
