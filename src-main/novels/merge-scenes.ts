import type { SceneId } from '../../src-shared/domain/ids.ts';
import { joinDocuments } from '../../src-shared/domain/join-documents.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { sendToBin } from '../db/bin.ts';
import { write, type Db } from '../db/connection.ts';
import { listSiblings, storedPlace } from '../db/item-places.ts';
import { listEntriesFrom, moveProgressions } from '../db/lore-progressions.ts';
import { updateSceneDetails } from '../db/outline-edits.ts';
import { getScene } from '../db/scenes.ts';
import { newId } from '../services/ids.ts';
import { changeText, requireScene } from './change-text.ts';
import { followAnchors } from './follow-anchors.ts';
import { nameOf, type OutlineChange } from './outline-change.ts';
import { recordAction } from './undo-log.ts';

/**
 * Puts the next scene of the chapter behind this one, in one transaction: its findings, patches and what the worldbook
 * says from it on follow, its synopsis is added, and the emptied scene waits in the bin with its versions. Throws
 * SCENE_NOT_FOUND, SCENE_CHANGED, MERGE_NOTHING.
 */
export const mergeScenes = write(
  (db, at: { readonly sceneId: SceneId; readonly revision: number }): OutlineChange => {
    const scene = requireScene(db, at);
    const next = nextOf(db, scene);
    const title = nameOf(db, { kind: 'scene', id: scene.id });
    const joined = joinDocuments(scene.document, { second: next.document, newId });
    const anchors = followAnchors(db, {
      sceneId: next.id,
      before: next.document,
      follow: joined.follow,
      parts: [{ sceneId: scene.id, document: joined.document }],
    });
    const text = changeText(db, { scene, document: joined.document });
    const changes = [text, anchors, joinDetails(db, { scene, next }), joinProgressions(db, { scene, next })];
    changes.push(binNext(db, next));
    recordAction(db, { label: { key: 'undo.merge-scenes', values: { title } }, changes });
    return { scenes: [scene.id], item: { kind: 'scene', id: scene.id } };
  },
);

function nextOf(db: Db, { id, chapterId }: Scene): Scene {
  const siblings = listSiblings(db, { kind: 'scene', parentId: chapterId });
  const next = siblings[siblings.indexOf(id) + 1];
  if (next === undefined) throw new AppError('MERGE_NOTHING', { id });
  return getScene(db, next as SceneId);
}

interface Pair {
  readonly scene: Scene;
  readonly next: Scene;
}

function joinDetails(db: Db, { scene, next }: Pair): UndoChange {
  const { title, synopsis, status } = scene;
  updateSceneDetails(db, {
    id: scene.id,
    title: title === '' ? next.title : title,
    synopsis: [synopsis, next.synopsis].filter((part) => part.trim() !== '').join('\n\n'),
    status: status === 'outline' ? next.status : status,
  });
  return { type: 'scene-details', sceneId: scene.id, before: { title, synopsis, status } };
}

function joinProgressions(db: Db, { scene, next }: Pair): UndoChange {
  const entryIds = listEntriesFrom(db, next.id);
  moveProgressions(db, { entryIds, from: next.id, to: scene.id });
  return { type: 'progressions', entryIds, before: next.id, after: scene.id };
}

function binNext(db: Db, { id }: Scene): UndoChange {
  const item = { kind: 'scene', id } as const;
  const before = storedPlace(db, item);
  sendToBin(db, { item, reason: 'merged' });
  return { type: 'placed', item, before };
}
