import { dialog } from 'electron';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import type { loreRoutes } from '../../../src-shared/ipc/lore.ts';
import type { App } from '../../app/app.ts';
import { indexKeeperOf } from '../../app/keep-index.ts';
import { getEntry } from '../../db/lore.ts';
import { listSummaries } from '../../db/lore-summaries.ts';
import { deleteLore } from '../../novels/delete-lore.ts';
import { cancelImport, importPrepared, previewLore } from '../../novels/prepare-lore-import.ts';
import { loreDetails, saveLore } from '../../novels/save-lore.ts';
import { loreEndings } from '../../services/importers/list-files.ts';
import { say } from '../../services/words.ts';
import type { HandlerContext, Handlers } from '../handlers.ts';

export const loreHandlers: Handlers<typeof loreRoutes> = {
  'lore.list': ({ novelId }, { session }) => listSummaries(session(novelId).db),
  'lore.get': ({ novelId, id }, { session }) => loreDetails(getEntry(session(novelId).db, id)),
  'lore.save': ({ novelId, ...save }, { session }) => saveLore(session(novelId).db, save),
  'lore.delete': ({ novelId, ids }, { session }) => ({ actionId: deleteLore(session(novelId).db, ids) }),
  'lore.findScenes': ({ novelId, id }, { session }) =>
    session(novelId).library('findScenes', { entryId: id }),
  'lore.checkKey': ({ novelId, ...key }, { session }) => session(novelId).library('checkKey', key),
  'lore.matchPatterns': ({ novelId, texts }, { session }) =>
    session(novelId).library('matchPatterns', { texts }),
  'lore.choose': ({ isFolder }, { app }) => chooseLore(app, isFolder),
  'lore.previewImport': ({ novelId, files }, { app, session }) =>
    previewLore(session(novelId), {
      paths: files.map((file) => app.files.pathOf(file)),
      onProgress: (progress) => app.emit('lore.progress', { novelId, ...progress }),
    }),
  'lore.import': ({ novelId, ...wish }, context) => {
    const imported = importPrepared(context.session(novelId), wish);
    tellLoreChanged(context, novelId);
    return imported;
  },
  'lore.cancelImport': ({ novelId }, { session }) => cancelImport(session(novelId)),
};

async function chooseLore(app: App, isFolder: boolean): Promise<readonly FileHandle[]> {
  const { filePaths } = await dialog.showOpenDialog({
    title: say('worldbook.choose', {}, app.locale),
    properties: isFolder ? ['openDirectory'] : ['openFile', 'multiSelections'],
    filters: isFolder
      ? []
      : [
          {
            name: say('worldbook.files', {}, app.locale),
            extensions: [...loreEndings].map((ending) => ending.slice(1)),
          },
        ],
  });
  return filePaths.map((path) => app.files.mint(path));
}

/** The window's list is behind, and so is the index. */
function tellLoreChanged({ app, session }: HandlerContext, novelId: NovelId): void {
  app.emit('novels.changed', { novelId, outline: false, scenes: [], lore: true });
  indexKeeperOf(session(novelId), app).wake();
}
