import type { ActId, ChapterId } from '../../src-shared/domain/ids.ts';
import type { ItemPlace, OutlineItem } from '../../src-shared/domain/outline-item.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import {
  binReasonOf,
  deleteForGood,
  listBinned,
  nearestHolder,
  sendToBin,
  siblingsInBin,
  spotBeside,
  takeFromBin,
} from '../db/bin.ts';
import { write, type Db } from '../db/connection.ts';
import { listSiblings, putAt, storedPlace, notFound } from '../db/item-places.ts';
import { createAct, createChapter } from '../db/outline-edits.ts';
import { forgetActionsOf } from '../db/undo-actions.ts';
import { nameOf, type OutlineChange } from './outline-change.ts';
import { recordAction } from './undo-log.ts';

/** Puts an item with all it holds into the bin. Throws its kind's NOT_FOUND. */
export const binItem = write((db, item: OutlineItem): OutlineChange => {
  const before = storedPlace(db, item);
  const title = nameOf(db, item);
  sendToBin(db, { item, reason: 'binned' });
  recordAction(db, {
    label: { key: `undo.bin-${item.kind}`, values: { title } },
    changes: [{ type: 'placed', item, before }],
  });
  return { scenes: [], item: null };
});

export interface RestoredItem extends OutlineChange {
  /** False where what held it is no longer there, and it went to the nearest place that is. */
  readonly isOldPlace: boolean;
}

/**
 * Brings an item back from the bin with all it holds: beside what it stood beside, or, where what held it is in the bin
 * or gone, to the nearest chapter or act. Throws its kind's NOT_FOUND where it is not in the bin.
 */
export const restoreItem = write((db, item: OutlineItem): RestoredItem => {
  const reason = binReasonOf(db, item.id);
  if (reason === null) throw notFound(item.kind, item.id);
  const { place, isOldPlace, made } = oldPlace(db, item);
  takeFromBin(db, item.id);
  putAt(db, { item, place });
  const changes: readonly UndoChange[] = [...made, item].map((one) => ({
    type: 'placed',
    item: one,
    before: { bin: one === item ? reason : 'undone' },
  }));
  recordAction(db, {
    label: { key: `undo.restore-${item.kind}`, values: { title: nameOf(db, item) } },
    changes,
  });
  return { scenes: [], item, isOldPlace };
});

interface OldPlace {
  readonly place: ItemPlace;
  readonly isOldPlace: boolean;
  /** What had to be made to hold it, in an empty novel. */
  readonly made: readonly OutlineItem[];
}

function oldPlace(db: Db, item: OutlineItem): OldPlace {
  const place = storedPlace(db, item);
  if (item.kind === 'act') return { place: besideOld(db, { item, place }), isOldPlace: true, made: [] };
  const holder = item.kind === 'scene' ? 'chapter' : 'act';
  const near = nearestHolder(db, { kind: holder, id: place.parentId ?? '' });
  if (near?.id === place.parentId)
    return { place: besideOld(db, { item, place }), isOldPlace: true, made: [] };
  if (near) {
    const siblings = listSiblings(db, { kind: item.kind, parentId: near.id });
    const position = near.isBefore ? siblings.length : 0;
    return { place: { parentId: near.id, position }, isOldPlace: false, made: [] };
  }
  const made = makeHolder(db, holder);
  return { place: { parentId: made.at(-1)?.id ?? null, position: 0 }, isOldPlace: false, made };
}

/** Beside its old neighbours; where they were not kept, the place it has. */
function besideOld(db: Db, { item, place }: { item: OutlineItem; place: ItemPlace }): ItemPlace {
  const old = siblingsInBin(db, item.id);
  if (old.length === 0) return place;
  const { parentId } = place;
  const here = listSiblings(db, { kind: item.kind, parentId });
  return { parentId, position: spotBeside(here, { id: item.id, old }) };
}

/** An act, or a chapter in the last act, or in a new one. */
function makeHolder(db: Db, kind: 'act' | 'chapter'): readonly OutlineItem[] {
  const lastAct = listSiblings(db, { kind: 'act', parentId: null }).at(-1) as ActId | undefined;
  const acts: readonly OutlineItem[] =
    kind === 'act' || lastAct === undefined ? [{ kind: 'act', id: createAct(db, { title: '' }) }] : [];
  if (kind === 'act') return acts;
  const actId = (lastAct ?? acts[0]?.id) as ActId;
  const id: ChapterId = createChapter(db, { actId, title: '' });
  return [...acts, { kind: 'chapter', id }];
}

/** Deletes items of the bin for good, with their versions; nothing brings them back. Throws NOT_FOUND for what is not in the bin. */
export const deleteBinned = write((db, items: readonly OutlineItem[]): OutlineChange => {
  for (const { kind, id } of items) if (binReasonOf(db, id) === null) throw notFound(kind, id);
  forgetActionsOf(db, deleteForGood(db, items));
  return { scenes: [], item: null };
});

/** Deletes everything that the bin shows for good. */
export const emptyBin = write((db): OutlineChange => deleteBinned(db, listBinned(db, ['binned', 'merged'])));
