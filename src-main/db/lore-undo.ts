import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry } from '../../src-shared/domain/lore.ts';
import type { LoreUndone } from '../../src-shared/domain/lore-summary.ts';
import { AppError } from '../../src-shared/errors.ts';
import { newId } from '../services/ids.ts';
import { write, type Db } from './connection.ts';
import { deleteEntry, getEntry, putEntryBack, updateEntry } from './lore.ts';
import { packJson, unpackJson } from './packed-json.ts';

/** What one action did to an entry: enough to take it back. */
export type LoreChange =
  | { readonly type: 'added'; readonly id: EntryId; readonly revisionAfter: number }
  | { readonly type: 'updated'; readonly before: LoreEntry; readonly revisionAfter: number }
  | { readonly type: 'deleted'; readonly before: LoreEntry; readonly pointers: LorePointers };

/** What lost its way to an entry when it was deleted. */
export interface LorePointers {
  readonly povOf: readonly SceneId[];
  readonly placeOf: readonly SceneId[];
  readonly relations: readonly { readonly entryId: EntryId; readonly position: number }[];
}

/** Older actions cannot be taken back any more. */
const mostKept = 30;

/** Keeps what an action changed; call it in the action's own transaction. Answers the id to take it back with. */
export const recordLoreAction = write(
  (
    db,
    { kind, changes }: { readonly kind: 'delete' | 'import'; readonly changes: readonly LoreChange[] },
  ): string => {
    const id = newId<string>();
    db.prepare('INSERT INTO lore_undo (id, kind, changes, created_at) VALUES (?, ?, ?, ?)').run(
      id,
      kind,
      packJson(changes),
      Date.now(),
    );
    db.prepare(
      `DELETE FROM lore_undo WHERE id NOT IN (SELECT id FROM lore_undo ORDER BY created_at DESC, id DESC LIMIT ?)`,
    ).run(mostKept);
    return id;
  },
);

/** Everything that points at an entry: it would be lost with it. */
export function pointersTo(db: Db, id: EntryId): LorePointers {
  const scenes = (column: 'pov_entry_id' | 'place_entry_id'): SceneId[] =>
    db.prepare<[string], SceneId>(`SELECT id FROM scene WHERE ${column} = ?`).pluck().all(id);
  return {
    povOf: scenes('pov_entry_id'),
    placeOf: scenes('place_entry_id'),
    relations: db
      .prepare<[string], { entryId: EntryId; position: number }>(
        'SELECT entry_id AS entryId, position FROM lore_relation WHERE to_entry_id = ?',
      )
      .all(id),
  };
}

/** Takes an action back, once. An entry that was changed since stays as it is. Throws UNDO_GONE. */
export const undoLoreAction = write((db, undoId: string): LoreUndone => {
  const packed = db
    .prepare<[string], Buffer>('SELECT changes FROM lore_undo WHERE id = ?')
    .pluck()
    .get(undoId);
  if (!packed) throw new AppError('LORE_UNDO_GONE');
  const done = { restored: 0, removed: 0, kept: 0 };
  for (const change of (unpackJson(packed) as LoreChange[]).toReversed()) done[takeBack(db, change)]++;
  db.prepare('DELETE FROM lore_undo WHERE id = ?').run(undoId);
  return done;
});

function takeBack(db: Db, change: LoreChange): keyof LoreUndone {
  const id = change.type === 'added' ? change.id : change.before.id;
  const revision = db
    .prepare<[string], number>('SELECT revision FROM lore_entry WHERE id = ?')
    .pluck()
    .get(id);
  if (change.type === 'deleted') {
    if (revision !== undefined) return 'kept';
    restoreDeleted(db, change);
    return 'restored';
  }
  if (revision !== change.revisionAfter) return 'kept';
  if (change.type === 'added') {
    deleteEntry(db, id);
    return 'removed';
  }
  updateEntry(db, { id, content: change.before, changedBy: change.before.changedBy });
  return 'restored';
}

const restoreDeleted = write((db, { before, pointers }: Extract<LoreChange, { type: 'deleted' }>): void => {
  putEntryBack(db, withLiveTies(db, before));
  const { id } = before;
  for (const scene of pointers.povOf)
    db.prepare('UPDATE scene SET pov_entry_id = ? WHERE id = ? AND pov_entry_id IS NULL').run(id, scene);
  for (const scene of pointers.placeOf)
    db.prepare('UPDATE scene SET place_entry_id = ? WHERE id = ? AND place_entry_id IS NULL').run(id, scene);
  const point = db.prepare(
    'UPDATE lore_relation SET to_entry_id = ? WHERE entry_id = ? AND position = ? AND to_entry_id IS NULL',
  );
  for (const { entryId, position } of pointers.relations) point.run(id, entryId, position);
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

/** Deletes entries so that they can be taken back; the answer is the id to do so. Throws ENTRY_NOT_FOUND. */
export const deleteEntries = write((db, ids: readonly EntryId[]): string => {
  const changes = [...new Set(ids)].map((id): LoreChange => {
    const change = { type: 'deleted' as const, before: getEntry(db, id), pointers: pointersTo(db, id) };
    deleteEntry(db, id);
    return change;
  });
  return recordLoreAction(db, { kind: 'delete', changes });
});
