import type { ActId, ChapterId, NovelId, SceneId } from '../../../../../src-shared/domain/ids.ts';
import type { Outline, SceneSummary } from '../../../../../src-shared/domain/novel.ts';

/** Acts by their titles, of chapters by theirs, of scenes by their names; the ids are the names. */
export type OutlineNotation = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** An outline whose acts, chapters and scenes have their names for ids; "" stays an untitled act "a0". */
export function outlineOf(acts: OutlineNotation, scene: Partial<SceneSummary> = {}): Outline {
  let number = 0;
  return {
    novel: {
      id: 'novel' as NovelId,
      title: 'The Light Pound',
      author: '',
      language: 'en',
      premise: '',
      style: '',
      createdAt: 0,
      updatedAt: 0,
    },
    acts: Object.entries(acts).map(([act, chapters], position) => ({
      id: (act || 'a0') as ActId,
      position,
      title: act,
      summary: '',
      chapters: Object.entries(chapters).map(([chapter, scenes], at) => ({
        id: chapter as ChapterId,
        actId: (act || 'a0') as ActId,
        position: at,
        number: ++number,
        title: chapter,
        summary: '',
        scenes: scenes.map((id, place) => ({
          id: id as SceneId,
          chapterId: chapter as ChapterId,
          position: place,
          title: id,
          synopsis: '',
          povEntryId: null,
          placeEntryId: null,
          storyTime: null,
          status: 'draft',
          wordGoal: null,
          wordCount: 10,
          revision: 1,
          updatedAt: 0,
          ...scene,
        })),
      })),
    })),
  };
}
