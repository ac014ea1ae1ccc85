import { AppSettings, localeFor, type SettingsChange } from '../../src-shared/domain/settings.ts';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import type { App } from './app.ts';

const name = 'app';

/** What the writer chose, with the defaults for the rest. */
export function readSettings(db: Db): AppSettings {
  return AppSettings.parse(keptSettings(db));
}

/** Keeps a change and tells the window of it. Throws DISK_FULL and DATABASE_FAILED; then nothing changed. */
export function changeSettings({ db, emit }: Pick<App, 'db' | 'emit'>, change: SettingsChange): AppSettings {
  setSetting(db, { name, value: { ...keptSettings(db), ...change } });
  const settings = readSettings(db);
  emit('settings.changed', settings);
  return settings;
}

/** At the first start on a machine: the interface language is the first of the system's that the app speaks. */
export function beginSettings(db: Db, systemLanguages: readonly string[]): AppSettings {
  const kept = keptSettings(db);
  if (kept.locale === undefined)
    setSetting(db, { name, value: { ...kept, locale: localeFor(systemLanguages) } });
  return readSettings(db);
}

function keptSettings(db: Db): Readonly<Record<string, unknown>> {
  const kept = getSetting(db, name);
  return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
}
