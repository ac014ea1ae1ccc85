import type { NovelId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { versionsRoutes } from '../../../src-shared/ipc/versions.ts';
import type { App } from '../../app/app.ts';
import {
  addLeaveVersion,
  addTextVersion,
  addVersion,
  getVersion,
  listVersions,
  nameVersion,
} from '../../db/versions.ts';
import { restoreKept } from '../../novels/restore-kept.ts';
import type { Handlers } from '../handlers.ts';

export const versionsHandlers: Handlers<typeof versionsRoutes> = {
  'versions.list': ({ novelId, sceneId }, { session }) => listVersions(session(novelId).db, sceneId),
  'versions.get': ({ novelId, versionId }, { session }) => getVersion(session(novelId).db, versionId),
  'versions.keepLeft': ({ novelId, sceneId }, { session }) => addLeaveVersion(session(novelId).db, sceneId),
  'versions.keepNamed': ({ novelId, sceneId, name }, { session }) =>
    addVersion(session(novelId).db, { sceneId, name, reason: 'named' }),
  'versions.keepText': ({ novelId, ...text }, { session }) =>
    addTextVersion(session(novelId).db, { ...text, reason: 'named' }),
  'versions.name': ({ novelId, versionId: id, name }, { session }) => {
    nameVersion(session(novelId).db, { id, name });
    return null;
  },
  'versions.restore': ({ novelId, versionId }, { app, session }) => {
    const scene = restoreKept(session(novelId).db, versionId);
    tellRestored(app, { novelId, sceneId: scene.id });
    return scene;
  },
};

function tellRestored(app: App, { novelId, sceneId }: { novelId: NovelId; sceneId: SceneId }): void {
  app.emit('novels.changed', { novelId, outline: true, scenes: [sceneId], lore: false });
}
