import type { Db } from '../db/connection.ts';
import type { Scope } from './scope.ts';

/** Which rows of `chunk` or `passage` may answer: a condition on their source, and the part of all rows that meets it. */
export interface Among {
  readonly where: string;
  readonly parameters: readonly string[];
  readonly share: number;
}

/** A scope as a condition on a chunk's or passage's source; null when every source may answer. */
export function amongOf(scope: Scope): Among | null {
  if (scope.lore && scope.share === 1) return null;
  const scenes = "source_kind = 'scene' AND source_id IN (SELECT value FROM json_each(?))";
  return {
    where: scope.lore ? `(source_kind = 'lore' OR (${scenes}))` : `(${scenes})`,
    parameters: [JSON.stringify([...scope.scenes.keys()])],
    share: scope.lore ? scope.share : scope.share / 2,
  };
}

/** From this share on it is cheaper to fetch more and leave out what may not answer than to list all that may. */
const fetchMoreFrom = 0.4;
const spare = 1.3;

/**
 * The first `count` ids, best first, that meet the condition. Fetches from all rows where most meet it, and from those
 * that meet it where few do or where the first way brought too few; the answer is the same either way.
 */
export function fetchAmong(
  db: Db,
  {
    table,
    among,
    count,
    fetchAll,
    fetchAllowed,
  }: {
    readonly table: 'chunk' | 'passage';
    readonly among: Among | null;
    readonly count: number;
    readonly fetchAll: (count: number) => number[];
    readonly fetchAllowed: (count: number) => number[];
  },
): number[] {
  if (among === null) return fetchAll(count);
  if (among.share < fetchMoreFrom) return fetchAllowed(count);
  const asked = Math.ceil((count / among.share) * spare);
  const found = fetchAll(asked);
  const allowed = new Set(
    db
      .prepare<unknown[], number>(
        `SELECT id FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) AND ${among.where}`,
      )
      .pluck()
      .all(JSON.stringify(found), ...among.parameters),
  );
  const met = found.filter((id) => allowed.has(id));
  return met.length >= count || found.length < asked ? met.slice(0, count) : fetchAllowed(count);
}
