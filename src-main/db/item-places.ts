import type { ItemKind, ItemPlace, OutlineItem, Spot } from '../../src-shared/domain/outline-item.ts';
import { AppError, type ErrorCode } from '../../src-shared/errors.ts';
import { write, type Db } from './connection.ts';

/** What each kind of item stands in: the column that names it, and the kind of that. */
const parents = {
  act: null,
  chapter: { column: 'act_id', kind: 'act' },
  scene: { column: 'chapter_id', kind: 'chapter' },
} as const;

const missing: Record<ItemKind, ErrorCode> = {
  act: 'ACT_NOT_FOUND',
  chapter: 'CHAPTER_NOT_FOUND',
  scene: 'SCENE_NOT_FOUND',
};

/** The error for an item that is not in the manuscript. */
export function notFound(kind: ItemKind, id: string): AppError {
  return new AppError(missing[kind], kind === 'chapter' ? { chapter: id } : { id });
}

/** Where an item stands, or stood when it was binned. Throws its kind's NOT_FOUND. */
export function storedPlace(db: Db, { kind, id }: { kind: ItemKind; id: string }): ItemPlace {
  const row = db
    .prepare<[string], ItemPlace>(
      `SELECT ${parents[kind]?.column ?? 'NULL'} AS parentId, position FROM ${kind} WHERE id = ?`,
    )
    .get(id);
  if (!row) throw notFound(kind, id);
  return row;
}

/** Where an item stands among its siblings; null where it is in the bin itself. Throws its kind's NOT_FOUND. */
export function placeOf(db: Db, item: OutlineItem): ItemPlace | null {
  const isBinned = db.prepare('SELECT 1 FROM bin_item WHERE item_id = ?').get(item.id) !== undefined;
  return isBinned ? null : storedPlace(db, item);
}

export interface Siblings {
  readonly kind: ItemKind;
  readonly parentId: string | null;
}

/** The ids of what stands in a chapter, an act or (null) the novel, in reading order, without what is in the bin. */
export function listSiblings(db: Db, { kind, parentId }: Siblings): readonly string[] {
  const parent = parents[kind];
  return db
    .prepare<string[], string>(
      `SELECT id FROM ${kind} WHERE ${parent ? `${parent.column} = ? AND` : ''}
         id NOT IN (SELECT item_id FROM bin_item) ORDER BY position`,
    )
    .pluck()
    .all(...(parent && parentId !== null ? [parentId] : []));
}

/** The ids of what is in the bin by itself and stood in a chapter, an act or (null) the novel, the oldest first. */
export function listBinnedOf(db: Db, { kind, parentId }: Siblings): readonly string[] {
  const parent = parents[kind];
  return db
    .prepare<string[], string>(
      `SELECT item_id FROM bin_item JOIN ${kind} ON ${kind}.id = item_id
       WHERE ${parent ? `${parent.column} = ? AND` : ''} siblings IS NOT NULL ORDER BY binned_at, item_id`,
    )
    .pluck()
    .all(...(parent && parentId !== null ? [parentId] : []));
}

/** Throws its kind's NOT_FOUND where an item is not in the manuscript, because it or what holds it is binned or gone. */
export function requireLive(db: Db, { kind, id }: { kind: ItemKind; id: string | null }): void {
  if (id === null || !db.prepare(`SELECT 1 FROM live_${kind} WHERE id = ?`).get(id))
    throw notFound(kind, id ?? '');
}

/** The place a spot means for an item of this kind; `moving` is left out of the count. Throws NOT_FOUND errors. */
export function resolveSpot(
  db: Db,
  { kind, spot, moving }: { kind: ItemKind; spot: Spot; moving?: string },
): ItemPlace {
  const parent = parents[kind];
  if ('in' in spot) {
    if (parent) requireLive(db, { kind: parent.kind, id: spot.in });
    const parentId = parent ? spot.in : null;
    const siblings = listSiblings(db, { kind, parentId }).filter((id) => id !== moving);
    return { parentId, position: siblings.length };
  }
  const beside = 'before' in spot ? spot.before : spot.after;
  requireLive(db, { kind, id: beside });
  const { parentId, position } = storedPlace(db, { kind, id: beside });
  if (beside === moving) return { parentId, position };
  const at = listSiblings(db, { kind, parentId })
    .filter((id) => id !== moving)
    .indexOf(beside);
  return { parentId, position: 'before' in spot ? at : at + 1 };
}

/** Puts an item to a place and closes the gap it leaves. Throws its kind's or its holder's NOT_FOUND. */
export const putAt = write((db, { item, place }: { item: OutlineItem; place: ItemPlace }): void => {
  const { kind, id } = item;
  const parent = parents[kind];
  const from = storedPlace(db, item).parentId;
  if (parent) {
    storedPlace(db, { kind: parent.kind, id: place.parentId ?? '' });
    db.prepare(`UPDATE ${kind} SET ${parent.column} = ? WHERE id = ?`).run(place.parentId, id);
  }
  renumber(db, { kind, ids: inserted(db, { kind, id, place }) });
  if (from !== place.parentId) renumber(db, { kind, ids: listSiblings(db, { kind, parentId: from }) });
});

/** Counts the siblings through again after one of them left. */
export const closeGap = write((db, siblings: Siblings): void => {
  renumber(db, { kind: siblings.kind, ids: listSiblings(db, siblings) });
});

function inserted(
  db: Db,
  { kind, id, place }: { kind: ItemKind; id: string; place: ItemPlace },
): readonly string[] {
  const others = listSiblings(db, { kind, parentId: place.parentId }).filter((other) => other !== id);
  return others.toSpliced(Math.max(0, place.position), 0, id);
}

const renumber = write((db, { kind, ids }: { kind: ItemKind; ids: readonly string[] }): void => {
  const statement = db.prepare(`UPDATE ${kind} SET position = ? WHERE id = ? AND position <> ?`);
  ids.forEach((id, position) => statement.run(position, id, position));
});
