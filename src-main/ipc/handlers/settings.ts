import type { settingsRoutes } from '../../../src-shared/ipc/settings.ts';
import { changeSettings, readSettings } from '../../app/settings.ts';
import type { Handlers } from '../handlers.ts';

export const settingsHandlers: Handlers<typeof settingsRoutes> = {
  'settings.get': (_, { app }) => readSettings(app.db),
  'settings.set': ({ change }, { app }) => changeSettings(app, change),
};
