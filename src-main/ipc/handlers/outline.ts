import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { outlineRoutes } from '../../../src-shared/ipc/outline.ts';
import type { Db } from '../../db/connection.ts';
import { countBin, listBin } from '../../db/bin.ts';
import { listEntryChoices } from '../../db/lore-choices.ts';
import { getOutline } from '../../db/outline.ts';
import { binItem, deleteBinned, emptyBin, restoreItem } from '../../novels/bin-items.ts';
import {
  addItem,
  addLast,
  changeSceneDetails,
  changeTitles,
  duplicateScene,
  moveItem,
} from '../../novels/edit-outline.ts';
import { mergeScenes } from '../../novels/merge-scenes.ts';
import type { OutlineChange } from '../../novels/outline-change.ts';
import { extractScene, splitScene } from '../../novels/split-scene.ts';
import type { HandlerContext, Handlers } from '../handlers.ts';

export const outlineHandlers: Handlers<typeof outlineRoutes> = {
  'outline.get': ({ novelId }, { session }) => getOutline(session(novelId).db),
  'outline.add': ({ novelId, ...wish }, context) => edit(context, novelId, (db) => addItem(db, wish)),
  'outline.addLast': ({ novelId, kind }, context) => edit(context, novelId, (db) => addLast(db, kind)),
  'outline.move': ({ novelId, ...wish }, context) => edit(context, novelId, (db) => moveItem(db, wish)),
  'outline.changeAct': ({ novelId, id, ...change }, context) =>
    edit(context, novelId, (db) => changeTitles(db, { item: { kind: 'act', id }, ...change })),
  'outline.changeChapter': ({ novelId, id, ...change }, context) =>
    edit(context, novelId, (db) => changeTitles(db, { item: { kind: 'chapter', id }, ...change })),
  'outline.changeScene': ({ novelId, ...wish }, context) =>
    edit(context, novelId, (db) => changeSceneDetails(db, wish)),
  'outline.duplicateScene': ({ novelId, ...wish }, context) =>
    edit(context, novelId, (db) => duplicateScene(db, wish)),
  'outline.splitScene': ({ novelId, ...wish }, context) =>
    edit(context, novelId, (db) => splitScene(db, wish)),
  'outline.extractScene': ({ novelId, ...wish }, context) =>
    edit(context, novelId, (db) => extractScene(db, wish)),
  'outline.mergeScenes': ({ novelId, ...wish }, context) =>
    edit(context, novelId, (db) => mergeScenes(db, wish)),
  'outline.bin': ({ novelId, item }, context) => edit(context, novelId, (db) => binItem(db, item)),
  'outline.listBin': ({ novelId }, { session }) => listBin(session(novelId).db),
  'outline.countBin': ({ novelId }, { session }) => countBin(session(novelId).db),
  'outline.restore': ({ novelId, item }, context) => edit(context, novelId, (db) => restoreItem(db, item)),
  'outline.deleteBinned': ({ novelId, items }, context) =>
    edit(context, novelId, (db) => deleteBinned(db, items)),
  'outline.emptyBin': ({ novelId }, context) => edit(context, novelId, (db) => emptyBin(db, undefined)),
  'outline.listEntries': ({ novelId }, { session }) => listEntryChoices(session(novelId).db),
};

/** Runs an edit on the open novel and tells the window what is another one now. */
function edit<Change extends OutlineChange>(
  { app, session }: HandlerContext,
  novelId: NovelId,
  run: (db: Db) => Change,
): Omit<Change, 'scenes'> {
  const { scenes, ...edited } = run(session(novelId).db);
  app.emit('novels.changed', { novelId, outline: true, scenes, lore: false });
  return edited;
}
