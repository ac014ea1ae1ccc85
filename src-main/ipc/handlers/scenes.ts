import { SavedSummary, type scenesRoutes } from '../../../src-shared/ipc/scenes.ts';
import { getScene, listChapterScenes } from '../../db/scenes.ts';
import { dayOf, dayWords } from '../../db/writing-days.ts';
import { replaceWithMine } from '../../novels/replace-with-mine.ts';
import { saveOpenScene } from '../../novels/save-open-scene.ts';
import type { Handlers } from '../handlers.ts';

export const scenesHandlers: Handlers<typeof scenesRoutes> = {
  'scenes.get': ({ novelId, sceneId }, { session }) => getScene(session(novelId).db, sceneId),
  'scenes.save': ({ novelId, sceneId: id, document, baseRevision }, { session }) => {
    const { scene, ...saved } = saveOpenScene(session(novelId).novel, { id, document, baseRevision });
    return SavedSummary.parse({ ...scene, ...saved }); // without the prose: the window has it
  },
  'scenes.replace': ({ novelId, ...input }, { session }) => replaceWithMine(session(novelId).db, input),
  'scenes.listOfChapter': ({ novelId, chapterId }, { session }) =>
    listChapterScenes(session(novelId).db, chapterId),
  'scenes.countToday': ({ novelId }, { session }) => dayWords(session(novelId).db, dayOf(Date.now())),
};
