import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';
import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';

const mostRead = 6;
const read = new Map<SceneId, { scene: Scene | null }>(); // null while it is on its way

/** Reads a scene that will probably be opened next, so that it can be shown at once. A failure is told when it is opened. */
export function readAhead(sceneId: SceneId): void {
  const { novelId } = useNovel.getState();
  if (!novelId || read.has(sceneId)) return;
  const coming: { scene: Scene | null } = { scene: null };
  read.set(sceneId, coming);
  for (const oldest of [...read.keys()].slice(0, -mostRead)) read.delete(oldest);
  api.request('scenes.get', { novelId, sceneId }).then(
    (scene) => void (coming.scene = scene),
    () => read.delete(sceneId),
  );
}

/** Takes a scene that came with its novel as read. */
export function lendRead(scene: Scene): void {
  read.set(scene.id, { scene });
}

/** Reads the scenes before and behind an open one. */
export function readNeighbours(sceneId: SceneId): void {
  const { outline } = useNovel.getState();
  const scenes = outline ? scenesOf(outline) : [];
  const at = scenes.findIndex(({ id }) => id === sceneId);
  for (const neighbour of at === -1 ? [] : [scenes[at + 1], scenes[at - 1]])
    if (neighbour) readAhead(neighbour.id);
}

/** A scene that was read ahead, where the outline has it at the same revision; null where it has to be asked for. */
export function takeRead(sceneId: SceneId): Scene | null {
  const scene = read.get(sceneId)?.scene;
  const { outline } = useNovel.getState();
  const stored = outline && scenesOf(outline).find(({ id }) => id === sceneId);
  return scene && scene.revision === stored?.revision ? scene : null;
}

/** Forgets a scene that the writer is about to change, or all of them. */
export function forgetRead(sceneId?: SceneId): void {
  if (sceneId === undefined) read.clear();
  else read.delete(sceneId);
}

api.on('novels.changed', () => forgetRead());
useNovel.subscribe(({ novelId }, before) => {
  if (novelId !== before.novelId) forgetRead();
});
