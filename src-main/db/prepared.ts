import type { Statement } from 'better-sqlite3';
import type { Db } from './connection.ts';

const known = new WeakMap<Db, Map<string, Statement>>();

/**
 * A statement that is prepared once for each handle: for queries that run thousands of times in one transaction, where
 * preparing costs more than running. The SQL must be one of a few fixed texts.
 */
export function prepared<Bound extends unknown[] | object = unknown[], Row = unknown>(
  db: Db,
  sql: string,
): Statement<Bound extends unknown[] ? Bound : [Bound], Row> {
  const ofDb = known.get(db) ?? new Map<string, Statement>();
  known.set(db, ofDb);
  const statement = ofDb.get(sql) ?? db.prepare(sql);
  ofDb.set(sql, statement);
  return statement as unknown as Statement<Bound extends unknown[] ? Bound : [Bound], Row>;
}
