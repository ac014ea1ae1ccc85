import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { AppError } from '../../src-shared/errors.ts';
import { lastGoodBackup } from './backup-list.ts';

export type Db = Database.Database;

/** "Fabl": marks the file as a novel for `file`, for us, and for nobody else's SQLite tools. */
export const applicationId = 0x4661626c;

/**
 * Makes a query that writes: it runs inside `db.transaction` (a savepoint when nested). Without it an autocommit
 * `UPDATE ... RETURNING` answers with the new row even when its commit fails. SQLite's errors come out translated.
 */
export function write<Input, Output>(
  run: (db: Db, input: Input) => Output,
): (db: Db, input: Input) => Output {
  return (db, input) => {
    try {
      return db.transaction(() => run(db, input)).immediate();
    } catch (error) {
      throw translate(error, db.name);
    }
  };
}

/** Runs reads that must agree with each other in one read transaction. Never hold it across an `await`. */
export function read<Output>(db: Db, run: (db: Db) => Output): Output {
  try {
    return db.transaction(() => run(db)).deferred();
  } catch (error) {
    throw translate(error, db.name);
  }
}

/** Opens the file for main, its only writer: WAL, every commit flushed, foreign keys on, vectors loaded. */
export function openWriter(path: string): Db {
  return open(path, {}, (db) => {
    prepareWriter(db);
    db.pragma('journal_mode = WAL');
  });
}

/**
 * Opens the file for writing without turning it to WAL, which alone would change it: for making a new file and for a
 * migration that must leave the file as it was when it fails.
 */
export function openPlainWriter(path: string): Db {
  return open(path, {}, prepareWriter);
}

function prepareWriter(db: Db): void {
  sqliteVec.load(db);
  db.pragma('busy_timeout = 5000');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
}

/** Opens the file for a worker: reads only, beside main's writer. */
export function openReader(path: string): Db {
  return open(path, { readonly: true, fileMustExist: true }, (db) => {
    sqliteVec.load(db);
    db.pragma('busy_timeout = 5000');
    db.pragma('query_only = ON');
    db.pragma('trusted_schema = OFF');
  });
}

function open(path: string, options: Database.Options, prepare: (db: Db) => void): Db {
  let db: Db | null = null;
  try {
    db = new Database(path, options);
    prepare(db);
    return db;
  } catch (error) {
    db?.close();
    throw translate(error, path);
  }
}

/** What SQLite threw, as one of our errors; anything else is given back as it came. */
export function translate(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const { code, message } = thrown;
  const is = (prefix: string): boolean => code === prefix || code.startsWith(`${prefix}_`);
  if (is('SQLITE_FULL') || (is('SQLITE_IOERR') && isDiskFull(path)))
    return new AppError('DISK_FULL', { path }, thrown);
  if (is('SQLITE_CORRUPT') || is('SQLITE_NOTADB'))
    return new AppError('NOVEL_DAMAGED', { path, reason: message, backup: lastGoodBackup(path) }, thrown);
  if (is('SQLITE_READONLY')) return new AppError('NOVEL_READ_ONLY', { path, reason: message }, thrown);
  return new AppError('DATABASE_FAILED', { path, reason: `${message} (${code})` }, thrown);
}

function isDiskFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < 64 * 1024;
  } catch {
    return false;
  }
}
