import { dialog } from 'electron';
import type { importsRoutes, ManuscriptInput } from '../../../src-shared/ipc/imports.ts';
import { importManuscript, previewManuscript } from '../../novels/import-manuscript.ts';
import type { ManuscriptSource } from '../../services/importers/manuscript/parse-manuscript.ts';
import { say } from '../../services/words.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../handlers.ts';

export const importsHandlers: Handlers<typeof importsRoutes> = {
  'imports.chooseManuscript': async (_input, { app }) => {
    const { filePaths } = await dialog.showOpenDialog({
      title: say('transfer.choose', {}, app.locale),
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: say('transfer.manuscripts', {}, app.locale), extensions: ['docx', 'md', 'markdown', 'txt'] },
      ],
    });
    return filePaths.map((path) => app.files.mint(path));
  },
  'imports.previewManuscript': ({ novelId, from, options }, { app, session }) =>
    previewManuscript(session(novelId), { source: sourceOf(from, app), options }),
  'imports.importManuscript': async ({ novelId, from, options }, { app, session }) => {
    const imported = await importManuscript(session(novelId), { source: sourceOf(from, app), options });
    app.emit('novels.changed', { novelId, outline: true, scenes: imported.scenes, lore: false });
    return imported;
  },
};

function sourceOf(from: ManuscriptInput, app: App): ManuscriptSource {
  return from.kind === 'text'
    ? { text: from.text }
    : { paths: from.files.map((file) => app.files.pathOf(file)) };
}
