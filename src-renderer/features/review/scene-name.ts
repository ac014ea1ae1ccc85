import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, type Outline } from '../../../src-shared/domain/novel.ts';
import { say, useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';

/** A scene by its title, else by its place in its chapter; null where it is not in the manuscript. */
export function nameScene(outline: Outline | null, id: SceneId | null): string | null {
  for (const chapter of outline ? chaptersOf(outline) : []) {
    const at = chapter.scenes.findIndex((scene) => scene.id === id);
    if (at < 0) continue;
    const name = chapter.scenes[at]?.title;
    return name || say('review.scene-number', { scene: at + 1, chapter: chapter.number });
  }
  return null;
}

/** The same for a component. */
export function useSceneName(id: SceneId | null): string | null {
  useSay();
  return nameScene(
    useNovel((state) => state.outline),
    id,
  );
}
