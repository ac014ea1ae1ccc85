import { basename, dirname, extname } from 'node:path';
import { dialog, shell } from 'electron';
import type { novelsRoutes } from '../../../src-shared/ipc/novels.ts';
import type { App } from '../../app/app.ts';
import { askWhereTo } from '../../app/ask-where-to.ts';
import * as library from '../../app/library.ts';
import { forgetRecent, keepLastNovel, recentNovels, recentPath } from '../../app/recent-novels.ts';
import { novelsFolder } from '../../app/system-folders.ts';
import { keepWritingPlace } from '../../app/writing-place.ts';
import { updateNovel } from '../../db/novels.ts';
import { saveCopy } from '../../novels/save-copy.ts';
import { say } from '../../services/words.ts';
import type { Handlers } from '../handlers.ts';

export const novelsHandlers: Handlers<typeof novelsRoutes> = {
  'novels.create': (words, { app }) => library.openNewNovel(app, { folder: novelsFolder(), words }),
  'novels.openSample': (_, { app }) => library.openSampleNovel(app, novelsFolder()),
  'novels.open': ({ file }, { app }) => library.openFile(app, app.files.pathOf(file)),
  'novels.openRecent': ({ key }, { app }) => library.openFile(app, recentPath(app.db, key)),
  'novels.listRecent': (_, { app }) => recentNovels(app.db),
  'novels.forgetRecent': ({ key }, { app }) => forgetRecent(app.db, key),
  'novels.chooseFile': async (_, { app }) => {
    const { filePaths } = await dialog.showOpenDialog({
      title: say('library.openFile', {}, app.locale),
      defaultPath: novelsFolder(),
      properties: ['openFile'],
      filters: [{ name: say('library.novels', {}, app.locale), extensions: ['fabula'] }],
    });
    const [path] = filePaths;
    return path === undefined ? null : app.files.mint(path);
  },
  'novels.close': async ({ novelId }, { app, session }) => {
    session(novelId);
    keepLastNovel(app.db, null);
    await app.closeNovel();
    return null;
  },
  'novels.update': ({ novelId, change }, { app, session }) => {
    const novel = updateNovel(session(novelId).db, change);
    app.emit('novels.changed', { novelId, outline: true, scenes: [], lore: false });
    return novel;
  },
  'novels.keepPlace': ({ novelId, place }, { app }) => {
    keepWritingPlace(app.db, { novelId, place });
    return null;
  },
  'novels.showInFolder': ({ novelId }, { session }) => {
    shell.showItemInFolder(session(novelId).novel.path);
    return null;
  },
  'novels.saveCopy': async ({ novelId }, { app, session }) => {
    const path = await askForCopy(app, session(novelId).novel.path);
    if (path === null) return null;
    await saveCopy(session(novelId).db, { novelId, path });
    return app.files.mint(path);
  },
  'novels.goOnElsewhere': async ({ novelId }, { app, session }) => {
    const path = await askForCopy(app, session(novelId).novel.path);
    return path === null ? null : library.goOnIn(app, path);
  },
  'novels.backUp': ({ novelId }, { app }) => library.backUpNow(app, novelId),
  'novels.listBackups': ({ novelId }) => library.backupsOf(novelId),
  'novels.restoreBackup': ({ novelId, key }, { app }) => {
    const nameOf = (title: string, at: Date): string =>
      say('library.restoredName', { title, date: at.toLocaleDateString('sv-SE') }, app.locale);
    return library.restoreAsNew(app, { novelId, key, folder: novelsFolder(), nameOf });
  },
  'novels.move': async ({ novelId }, { app, session }) => {
    const { path } = session(novelId).novel;
    const name = basename(path, extname(path));
    const target = await askWhereTo(app, { title: 'library.moveFile', folder: dirname(path), name });
    return target === null || target === path ? null : library.moveNovel(app, target);
  },
  'novels.publish': async ({ novelId }, { session }) => {
    await session(novelId).novel.publish();
    return null;
  },
};

function askForCopy(app: App, path: string): Promise<string | null> {
  const name = `${basename(path, extname(path))} ${say('library.copySuffix', {}, app.locale)}`;
  return askWhereTo(app, { title: 'library.saveCopy', folder: dirname(path), name });
}
