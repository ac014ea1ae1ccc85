import type { VersionId } from '../../src-shared/domain/ids.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { readAnchors, setAnchors } from '../db/anchors.ts';
import { binReasonOf, sendToBin, takeFromBin } from '../db/bin.ts';
import type { Db } from '../db/connection.ts';
import { getDraftState, setDraftState } from '../db/drafts.ts';
import { listSiblings, placeOf, putAt } from '../db/item-places.ts';
import { hashAllLore, hashLore, readLoreState, setLoreState } from '../db/lore-states.ts';
import { moveProgressions } from '../db/lore-progressions.ts';
import { getTitles, updateAct, updateChapter, updateSceneDetails } from '../db/outline-edits.ts';
import { getPatch } from '../db/patches.ts';
import { setPatchState } from '../db/reviews.ts';
import { getDocumentHash, getScene, saveScene } from '../db/scenes.ts';
import { addVersion, getVersion } from '../db/versions.ts';

type ChangeOf<Type extends UndoChange['type']> = Extract<UndoChange, { type: Type }>;

/** The change with the hash of the text or the entry it leaves behind: only that may be taken back. */
export function sealed(db: Db, change: UndoChange): UndoChange {
  if (change.type === 'scene-text') return { ...change, hash: getDocumentHash(db, change.sceneId) };
  if (change.type === 'scene-made')
    return sealPlaced(db, {
      type: 'placed',
      item: { kind: 'scene', id: change.sceneId },
      before: { bin: 'undone' },
    });
  if (change.type === 'lore-entry') return { ...change, hash: hashLore(db, change.id) };
  return change.type === 'placed' ? sealPlaced(db, change) : change;
}

/** So many entries are better read with all the others than each by itself. */
const manyEntries = 2000;

/** Changes with their hashes, as `sealed` has them. */
export function sealedAll(db: Db, changes: readonly UndoChange[]): UndoChange[] {
  const entries = changes.filter(({ type }) => type === 'lore-entry').length;
  if (entries < manyEntries) return changes.map((change) => sealed(db, change));
  const hashes = hashAllLore(db);
  return changes.map((change) =>
    change.type === 'lore-entry' ? { ...change, hash: hashes.get(change.id) ?? null } : sealed(db, change),
  );
}

function sealPlaced(db: Db, change: ChangeOf<'placed'>): UndoChange {
  const { item } = change;
  return { ...change, hash: item.kind === 'scene' ? getDocumentHash(db, item.id) : null };
}

/**
 * Takes a change back inside the caller's transaction and answers the change that makes it again. Throws UNDO_CHANGED
 * where a text or a place is another one by now, and UNDO_ENTRY_CHANGED where an entry is.
 */
export function takeBack(db: Db, change: UndoChange): UndoChange {
  switch (change.type) {
    case 'scene-text':
      return takeBackText(db, change);
    case 'scene-made':
      return takeBack(db, sealed(db, change));
    case 'placed':
      return takeBackPlace(db, change);
    case 'scene-details':
      return takeBackDetails(db, change);
    case 'titles':
      return takeBackTitles(db, change);
    case 'anchors': {
      const before = readAnchors(db, change.before);
      setAnchors(db, change.before);
      return { ...change, before };
    }
    case 'progressions': {
      const { entryIds, before, after } = change;
      moveProgressions(db, { entryIds, from: after, to: before });
      return { ...change, before: after, after: before };
    }
    case 'lore-entry':
      return takeBackLore(db, change);
    case 'draft-state': {
      const state = getDraftState(db, change.draftId);
      setDraftState(db, { id: change.draftId, state: change.state });
      return { ...change, state };
    }
    case 'patch-state': {
      const { state } = getPatch(db, change.patchId);
      setPatchState(db, { id: change.patchId, state: change.state });
      return { ...change, state };
    }
  }
}

function takeBackText(db: Db, { sceneId, versionId, hash }: ChangeOf<'scene-text'>): UndoChange {
  const scene = getScene(db, sceneId);
  if (hash !== undefined && scene.documentHash !== hash) throw changed(scene.title, { sceneId, versionId });
  const { document } = getVersion(db, versionId);
  const kept = addVersion(db, { sceneId, reason: 'restore' });
  const saved = saveScene(db, { id: sceneId, document, baseRevision: scene.revision });
  return {
    type: 'scene-text',
    sceneId,
    versionId: kept.id,
    revisionAfter: saved.revision,
    hash: saved.documentHash,
  };
}

function takeBackPlace(db: Db, change: ChangeOf<'placed'>): UndoChange {
  const { item, before } = change;
  const place = placeOf(db, item);
  const now = place ?? { bin: binReasonOf(db, item.id) ?? 'binned' };
  if ('bin' in before) {
    if (place !== null) {
      if (before.bin === 'undone') requireAsMade(db, change);
      sendToBin(db, { item, reason: before.bin });
    }
  } else {
    takeFromBin(db, item.id);
    putAt(db, { item, place: before });
  }
  return sealPlaced(db, { type: 'placed', item, before: now });
}

/** What an undo takes out may be deleted later, so nobody may have written into it since. */
function requireAsMade(db: Db, { item, hash }: ChangeOf<'placed'>): void {
  if (item.kind === 'scene') {
    const { title, documentHash } = getScene(db, item.id);
    if (documentHash !== hash) throw changed(title, { sceneId: item.id, versionId: null });
    return;
  }
  const held = item.kind === 'chapter' ? 'scene' : 'chapter';
  if (listSiblings(db, { kind: held, parentId: item.id }).length > 0)
    throw changed(getTitles(db, item).title, { sceneId: null, versionId: null });
}

function takeBackDetails(db: Db, { sceneId, before }: ChangeOf<'scene-details'>): UndoChange {
  const scene = getScene(db, sceneId);
  const keys = Object.keys(before) as (keyof typeof before)[];
  updateSceneDetails(db, { id: sceneId, ...before });
  return {
    type: 'scene-details',
    sceneId,
    before: Object.fromEntries(keys.map((key) => [key, scene[key]])),
  };
}

function takeBackTitles(db: Db, { item, before }: ChangeOf<'titles'>): UndoChange {
  const now = getTitles(db, item);
  if (item.kind === 'act') updateAct(db, { id: item.id, title: null, summary: null, ...before });
  if (item.kind === 'chapter') updateChapter(db, { id: item.id, title: null, summary: null, ...before });
  return { type: 'titles', item, before: now };
}

function takeBackLore(db: Db, { id, before, hash }: ChangeOf<'lore-entry'>): UndoChange {
  const now = readLoreState(db, id);
  if (hash !== undefined && hashLore(db, id) !== hash)
    throw new AppError('UNDO_ENTRY_CHANGED', { entry: (now ?? before)?.entry.title ?? '' });
  setLoreState(db, { id, state: before });
  return { type: 'lore-entry', id, before: now, hash: hashLore(db, id) };
}

function changed(title: string, at: { sceneId: string | null; versionId: VersionId | null }): AppError {
  return new AppError('UNDO_CHANGED', { scene: title === '' ? null : title, ...at });
}
