import { z } from 'zod';
import { About, AppFolder, DoctorCheck } from '../domain/about.ts';
import { AppSettings, SettingsChange } from '../domain/settings.ts';
import { route } from './route.ts';

/** What the window may ask about the writer's settings. */
export const settingsRoutes = {
  'settings.get': route({ input: z.strictObject({}), output: AppSettings }),
  'settings.set': route({ input: z.strictObject({ change: SettingsChange }), output: AppSettings }),
  'about.get': route({ input: z.strictObject({}), output: About }),
  /** Opens one of the app's folders in the system's file manager. */
  'about.showFolder': route({ input: z.strictObject({ folder: AppFolder }), output: z.null() }),
  /** Looks at the installation and the models, in a process of its own. Takes seconds. */
  'doctor.run': route({ input: z.strictObject({}), output: z.array(DoctorCheck).readonly() }),
};

/** What main tells the window about settings, by the event's name. */
export interface SettingsEvents {
  readonly 'settings.changed': AppSettings;
}
