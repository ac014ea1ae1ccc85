import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/errors.ts';
import { applicationId, translate, type Db } from './connection.ts';

/** One step of the schema: the file `NNNN_name.sql` brings a database from version NNNN - 1 to NNNN. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const novelMigrations = new URL('./migrations/', import.meta.url);
export const appMigrations = new URL('./app-migrations/', import.meta.url);

/** "Faba": marks the app-wide database. */
export const appDatabaseId = 0x46616261;

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** What the file is marked with; a novel where it is not given. */
  readonly applicationId?: number;
}

/** A folder's migrations in order. Throws INTERNAL where the numbers do not run 1, 2, 3 ... without a gap. */
export function listMigrations(folder: URL): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const [, number, name] = /^(\d{4})_([a-z0-9-]+)\.sql$/.exec(file) ?? [];
    if (name === undefined || Number(number) !== index + 1)
      throw new AppError('INTERNAL', { reason: `${file} is not migration number ${index + 1}` });
    return { version: index + 1, name, sql: readFileSync(new URL(file, folder), 'utf8') };
  });
}

/** The schema version that stands in the file, 0 for a fresh one. */
export function schemaVersion(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the last of `migrations`, all pending ones in one transaction. Throws NOVEL_NEWER for a file
 * from a later program and MIGRATION_FAILED, with the file as it was, where a migration fails.
 */
export function migrate(db: Db, { migrations, applicationId: mark = applicationId }: MigrateOptions): void {
  const found = schemaVersion(db);
  const known = migrations.length;
  if (found > known) throw new AppError('NOVEL_NEWER', { path: db.name, found, known });
  if (found === known) return;
  try {
    db.pragma('foreign_keys = OFF'); // a migration may rebuild a table; what it leaves is checked below
    db.pragma('legacy_alter_table = ON'); // while it does, views that read the table stand without it
    db.transaction(() => {
      // Another process may have been first while this one waited for the lock.
      for (const { sql } of migrations.slice(schemaVersion(db))) db.exec(sql);
      const [broken] = db.pragma('foreign_key_check') as readonly { table: string }[];
      if (broken) throw new Error(`rows of ${broken.table} point at nothing`);
      db.pragma(`application_id = ${mark}`);
      db.pragma(`user_version = ${known}`);
    }).immediate();
  } catch (error) {
    const cause = translate(error, db.name);
    if (cause instanceof AppError && cause.code === 'DISK_FULL') throw cause;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('MIGRATION_FAILED', { path: db.name, reason, backup: null }, error);
  } finally {
    db.pragma('legacy_alter_table = OFF');
    db.pragma('foreign_keys = ON');
  }
}
