import { join } from 'node:path';
import { app as electron, dialog } from 'electron';
import type { exportsRoutes } from '../../../src-shared/ipc/exports.ts';
import { saveExport, suggestedName } from '../../novels/save-export.ts';
import { say } from '../../services/words.ts';
import type { Handlers } from '../handlers.ts';

export const exportsHandlers: Handlers<typeof exportsRoutes> = {
  'exports.save': async ({ novelId, ...wish }, { app, session }) => {
    const open = session(novelId);
    const { filePath } = await dialog.showSaveDialog({
      title: say('transfer.export', {}, app.locale),
      defaultPath: join(electron.getPath('documents'), suggestedName(open.db, wish)),
      filters: [{ name: say(`transfer.format.${wish.format}`, {}, app.locale), extensions: [wish.format] }],
    });
    if (!filePath) return null;
    await saveExport(open, { ...wish, path: filePath });
    return app.files.mint(filePath);
  },
};
