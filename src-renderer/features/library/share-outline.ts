import type { Act, Chapter, Outline } from '../../../src-shared/domain/novel.ts';

/**
 * The new outline with every act, chapter and scene that is as it was taken from the old one: what is drawn from an
 * unchanged part is not drawn again.
 */
export function shareOutline(before: Outline | null, after: Outline): Outline {
  if (!before) return after;
  const chaptersBefore = before.acts.flatMap(({ chapters }) => chapters);
  const known = {
    acts: byId(before.acts),
    chapters: byId(chaptersBefore),
    scenes: byId(chaptersBefore.flatMap(({ scenes }) => scenes)),
  };
  const shareChapter = (chapter: Chapter): Chapter => {
    const scenes = chapter.scenes.map((scene) => same(known.scenes.get(scene.id), scene));
    const old = known.chapters.get(chapter.id);
    return same(old, { ...chapter, scenes: sameList(old?.scenes, scenes) });
  };
  const acts = after.acts.map((act): Act => {
    const old = known.acts.get(act.id);
    return same(old, { ...act, chapters: sameList(old?.chapters, act.chapters.map(shareChapter)) });
  });
  return { ...after, acts: sameList(before.acts, acts) };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** The old one where every field is the same value or the same object. */
function same<Item extends object>(old: Item | undefined, fresh: Item): Item {
  if (!old) return fresh;
  const keys = Object.keys(fresh) as (keyof Item)[];
  return keys.every((key) => old[key] === fresh[key]) ? old : fresh;
}

function sameList<Item>(old: readonly Item[] | undefined, fresh: readonly Item[]): readonly Item[] {
  return old?.length === fresh.length && fresh.every((item, at) => item === old[at]) ? old : fresh;
}
