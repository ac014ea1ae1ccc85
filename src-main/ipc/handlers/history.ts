import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { historyRoutes } from '../../../src-shared/ipc/history.ts';
import { indexKeeperOf } from '../../app/keep-index.ts';
import type { Db } from '../../db/connection.ts';
import { peekActions, redoAction, undoAction, type TurnedAction } from '../../novels/undo-log.ts';
import type { HandlerContext, Handlers } from '../handlers.ts';

export const historyHandlers: Handlers<typeof historyRoutes> = {
  'history.peek': ({ novelId }, { session }) => peekActions(session(novelId).db),
  'history.undo': ({ novelId, actionId }, context) =>
    turn(context, novelId, (db) => undoAction(db, actionId)),
  'history.redo': ({ novelId }, context) => turn(context, novelId, (db) => redoAction(db, undefined)),
};

function turn(
  { app, session }: HandlerContext,
  novelId: NovelId,
  run: (db: Db) => TurnedAction | null,
): TurnedAction | null {
  const turned = run(session(novelId).db);
  if (!turned) return null;
  const { scenes, lore } = turned;
  app.emit('novels.changed', { novelId, outline: true, scenes, lore });
  if (lore || scenes.length > 0) indexKeeperOf(session(novelId), app).wake();
  return turned;
}
