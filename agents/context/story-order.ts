import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreProgression } from '../../src-shared/domain/lore.ts';
import {
  chaptersOf,
  scenesOf,
  type Chapter,
  type Outline,
  type SceneSummary,
} from '../../src-shared/domain/novel.ts';

/** The last scene before a chapter, in reading order; null where the chapter is the first. */
export function sceneBefore(outline: Outline, chapter: Chapter): SceneSummary | null {
  const chapters = chaptersOf(outline);
  const earlier = chapters.slice(
    0,
    chapters.findIndex(({ id }) => id === chapter.id),
  );
  return earlier.flatMap(({ scenes }) => scenes).at(-1) ?? null;
}

/** The last scene with prose before a chapter; null where there is none. */
export function writtenSceneBefore(outline: Outline, chapter: Chapter): SceneSummary | null {
  const chapters = chaptersOf(outline);
  const earlier = chapters.slice(
    0,
    chapters.findIndex(({ id }) => id === chapter.id),
  );
  return (
    earlier
      .flatMap(({ scenes }) => scenes)
      .filter(({ wordCount }) => wordCount > 0)
      .at(-1) ?? null
  );
}

/**
 * The progressions that hold in a chapter's first scene: those whose scene lies at or before it, by story time where
 * both scenes have one, else by reading order. One whose scene
 * does not exist yet holds nowhere.
 */
export function holdingProgressions(
  progressions: readonly LoreProgression[],
  outline: Outline,
  chapter: Chapter,
): readonly LoreProgression[] {
  const scenes = scenesOf(outline);
  const current = chapter.scenes[0] ?? sceneBefore(outline, chapter);
  const placeOf = (id: SceneId) => scenes.findIndex((scene) => scene.id === id);
  return progressions.filter(({ fromSceneId }) => {
    const from = fromSceneId === null ? undefined : scenes[placeOf(fromSceneId)];
    if (!from || !current) return false;
    if (from.storyTime !== null && current.storyTime !== null && from.storyTime !== current.storyTime)
      return from.storyTime < current.storyTime;
    return placeOf(from.id) <= placeOf(current.id);
  });
}
