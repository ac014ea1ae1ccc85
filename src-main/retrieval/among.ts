import type { Db } from '../db/connection.ts';
import type { Scope } from './scope.ts';

/** Which rows of `chunk` or `passage` may answer, by their source, and about what part of all rows that is. */
export interface Among {
  readonly scope: Scope;
  readonly share: number;
}

/** A scope as a filter on chunks or passages; null when every source may answer. */
export function amongOf(scope: Scope): Among | null {
  if (scope.lore && scope.share === 1) return null;
  return { scope, share: scope.lore ? scope.share : scope.share / 2 };
}

/** From this share on it is cheaper to fetch more and leave out what may not answer than to list all that may. */
const fetchMoreFrom = 0.2;
const spare = 1.3;

export interface FetchAmong {
  readonly table: 'chunk' | 'passage';
  readonly among: Among | null;
  readonly count: number;
  /** The first ids, best first, of all rows or only of those in the set. */
  readonly fetch: (count: number, only: ReadonlySet<number> | null) => number[];
}

/**
 * The first `count` ids, best first, of the rows that may answer. Fetches from all rows where most may, and from those
 * that may where few do or where the first way brought too few; the answer is the same either way.
 */
export function fetchAmong(db: Db, { table, among, count, fetch }: FetchAmong): number[] {
  if (among === null) return fetch(count, null);
  if (among.share >= fetchMoreFrom) {
    const asked = Math.ceil((count / among.share) * spare);
    const found = fetch(asked, null);
    const met = keepAllowed(db, { table, found, count, scope: among.scope });
    if (met.length >= count || found.length < asked) return met;
  }
  return fetch(count, listAllowed(db, { table, scope: among.scope }));
}

function keepAllowed(
  db: Db,
  { table, found, count, scope }: { table: string; found: readonly number[]; count: number; scope: Scope },
): number[] {
  const source = db
    .prepare<[number], [string, string]>(`SELECT source_kind, source_id FROM ${table} WHERE id = ?`)
    .raw();
  const met: number[] = [];
  for (const id of found) {
    if (met.length === count) break;
    const [kind, sourceId] = source.get(id) ?? [];
    if (kind === 'lore' ? scope.lore : sourceId !== undefined && scope.scenes.has(sourceId)) met.push(id);
  }
  return met;
}

function listAllowed(db: Db, { table, scope }: { table: string; scope: Scope }): ReadonlySet<number> {
  const scenes = db
    .prepare<[string], number>(
      `SELECT id FROM ${table} WHERE source_kind = 'scene' AND source_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify([...scope.scenes.keys()]));
  const lore = scope.lore
    ? db.prepare<[], number>(`SELECT id FROM ${table} WHERE source_kind = 'lore'`).pluck().all()
    : [];
  return new Set([...scenes, ...lore]);
}
