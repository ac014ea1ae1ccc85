import { z } from 'zod';
import { AppSettings, SettingsChange } from '../domain/settings.ts';
import { route } from './route.ts';

/** What the window may ask about the writer's settings. */
export const settingsRoutes = {
  'settings.get': route({ input: z.strictObject({}), output: AppSettings }),
  'settings.set': route({ input: z.strictObject({ change: SettingsChange }), output: AppSettings }),
};

/** What main tells the window about settings, by the event's name. */
export interface SettingsEvents {
  readonly 'settings.changed': AppSettings;
}
