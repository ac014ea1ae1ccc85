import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';

export type Db = Database.Database;

/** "Fabl": marks the file as a novel for `file`, for us, and for nobody else's SQLite tools. */
export const applicationId = 0x4661626c;

/**
 * Makes a query that writes: it runs inside `db.transaction` (a savepoint when nested). Without it an autocommit
 * `UPDATE ... RETURNING` answers with the new row even when its commit fails.
 */
export function write<Input, Output>(
  run: (db: Db, input: Input) => Output,
): (db: Db, input: Input) => Output {
  return (db, input) => db.transaction(() => run(db, input)).immediate();
}

/** Opens the file for main, its only writer: WAL, every commit flushed, foreign keys on, vectors loaded. */
export function openWriter(path: string): Db {
  const db = new Database(path);
  try {
    sqliteVec.load(db);
    db.pragma('busy_timeout = 5000');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the file for a worker: reads only, beside main's writer. */
export function openReader(path: string): Db {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  sqliteVec.load(db);
  db.pragma('busy_timeout = 5000');
  db.pragma('query_only = ON');
  return db;
}
