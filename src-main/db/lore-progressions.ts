import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import { write, type Db } from './connection.ts';

/** The entries with something that holds from this scene on. */
export function listEntriesFrom(db: Db, sceneId: SceneId): readonly EntryId[] {
  return db
    .prepare<[string], EntryId>('SELECT DISTINCT entry_id FROM lore_progression WHERE from_scene_id = ?')
    .pluck()
    .all(sceneId);
}

export interface MoveProgressions {
  readonly entryIds: readonly EntryId[];
  readonly from: SceneId;
  readonly to: SceneId;
}

/** Lets what held from one scene on hold from another, in these entries. */
export const moveProgressions = write((db, { entryIds, from, to }: MoveProgressions): void => {
  db.prepare(
    `UPDATE lore_progression SET from_scene_id = :to
     WHERE from_scene_id = :from AND entry_id IN (SELECT value FROM json_each(:entryIds))`,
  ).run({ from, to, entryIds: JSON.stringify(entryIds) });
});
