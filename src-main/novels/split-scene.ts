import type { SceneId } from '../../src-shared/domain/ids.ts';
import { cutOut } from '../../src-shared/domain/join-documents.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { splitDocument, type Follow, type Point } from '../../src-shared/domain/split-document.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from '../db/connection.ts';
import { createScene, updateSceneDetails } from '../db/outline-edits.ts';
import { newId } from '../services/ids.ts';
import { changeText, requireScene } from './change-text.ts';
import { followAnchors } from './follow-anchors.ts';
import { nameOf, type OutlineChange } from './outline-change.ts';
import { recordAction } from './undo-log.ts';

/** A scene at the revision that the window shows. */
interface SceneAt {
  readonly sceneId: SceneId;
  readonly revision: number;
}

/**
 * Splits a scene at a point; what follows it becomes the next scene, with the same point of view, place and time.
 * Findings and patches follow their words. Throws SCENE_NOT_FOUND, SCENE_CHANGED, SPLIT_NOT_PLACED.
 */
export const splitScene = write(
  (db, { point, ...at }: SceneAt & { readonly point: Point }): OutlineChange => {
    const scene = requireScene(db, at);
    const split = splitDocument(scene.document, { point, newId });
    if (!split) throw new AppError('SPLIT_NOT_PLACED', { id: scene.id });
    const { head, tail, follow } = split;
    return divide(db, { scene, keeps: head, leaves: tail, follow, label: 'undo.split-scene' });
  },
);

/**
 * Takes a stretch out of a scene and makes it the next scene. Findings and patches follow their words. Throws
 * SCENE_NOT_FOUND, SCENE_CHANGED, SPLIT_NOT_PLACED.
 */
export const extractScene = write(
  (db, { start, end, ...at }: SceneAt & { readonly start: Point; readonly end: Point }): OutlineChange => {
    const scene = requireScene(db, at);
    const cut = cutOut(scene.document, { start, end, newId });
    if (!cut) throw new AppError('SPLIT_NOT_PLACED', { id: scene.id });
    const { rest, taken, follow } = cut;
    return divide(db, { scene, keeps: rest, leaves: taken, follow, label: 'undo.extract-scene' });
  },
);

interface Division {
  readonly scene: Scene;
  readonly keeps: ProseDocument;
  readonly leaves: ProseDocument;
  readonly follow: Follow;
  readonly label: string;
}

const divide = write((db, { scene, keeps, leaves, follow, label }: Division): OutlineChange => {
  const title = nameOf(db, { kind: 'scene', id: scene.id });
  const text = changeText(db, { scene, document: keeps });
  const made = makeBeside(db, { scene, document: leaves });
  const anchors = followAnchors(db, {
    sceneId: scene.id,
    before: scene.document,
    follow,
    parts: [
      { sceneId: scene.id, document: keeps },
      { sceneId: made.id, document: leaves },
    ],
  });
  recordAction(db, {
    label: { key: label, values: { title } },
    changes: [text, { type: 'scene-made', sceneId: made.id, revisionAfter: made.revision }, anchors],
  });
  return { scenes: [scene.id], item: { kind: 'scene', id: made.id } };
});

/** Makes a scene right behind another, told by the same person in the same place, time and state. */
export function makeBeside(
  db: Db,
  { scene, document, title = '' }: { scene: Scene; document: ProseDocument; title?: string },
): Scene {
  const { chapterId, position, status, povEntryId, placeEntryId, storyTime } = scene;
  const { id } = createScene(db, { chapterId, position: position + 1, document, title, status });
  return updateSceneDetails(db, { id, povEntryId, placeEntryId, storyTime });
}
