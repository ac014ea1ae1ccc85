import type { SceneId } from './ids.ts';
import type { LoreProgression } from './lore.ts';
import { scenesOf, type Outline } from './novel.ts';

/**
 * The progressions that hold in a scene: those whose own scene lies at or before it, by story time where both scenes
 * have one, else by reading order. One whose scene does not exist yet holds nowhere.
 */
export function progressionsAt(
  progressions: readonly LoreProgression[],
  outline: Outline,
  sceneId: SceneId | null,
): readonly LoreProgression[] {
  const scenes = scenesOf(outline);
  const placeOf = (id: SceneId | null): number => scenes.findIndex((scene) => scene.id === id);
  const current = scenes[placeOf(sceneId)];
  return progressions.filter(({ fromSceneId }) => {
    const from = scenes[placeOf(fromSceneId)];
    if (!from || !current) return false;
    if (from.storyTime !== null && current.storyTime !== null && from.storyTime !== current.storyTime)
      return from.storyTime < current.storyTime;
    return placeOf(from.id) <= placeOf(current.id);
  });
}
