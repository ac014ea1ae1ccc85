import type { LoreProgression } from '../../src-shared/domain/lore.ts';
import { chaptersOf, type Chapter, type Outline, type SceneSummary } from '../../src-shared/domain/novel.ts';
import { progressionsAt } from '../../src-shared/domain/progressions-at.ts';

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

/** The progressions that hold in a chapter's first scene, or where it is to begin. */
export function holdingProgressions(
  progressions: readonly LoreProgression[],
  outline: Outline,
  chapter: Chapter,
): readonly LoreProgression[] {
  const current = chapter.scenes[0] ?? sceneBefore(outline, chapter);
  return progressionsAt(progressions, outline, current?.id ?? null);
}
