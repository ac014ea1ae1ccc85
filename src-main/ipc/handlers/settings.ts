import { shell } from 'electron';
import type { settingsRoutes } from '../../../src-shared/ipc/settings.ts';
import { describeApp, existingFolder } from '../../app/about.ts';
import { changeSettings, readSettings } from '../../app/settings.ts';
import { runDoctor } from '../../app/trials.ts';
import type { Handlers } from '../handlers.ts';

export const settingsHandlers: Handlers<typeof settingsRoutes> = {
  'settings.get': (_, { app }) => readSettings(app.db),
  'settings.set': ({ change }, { app }) => changeSettings(app, change),
  'about.get': () => describeApp(),
  'about.showFolder': async ({ folder }) => {
    await shell.openPath(existingFolder(folder));
    return null;
  },
  'doctor.run': (_, { app }) => runDoctor(app),
};
