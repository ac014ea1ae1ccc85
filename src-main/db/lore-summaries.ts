import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { LoreEntry } from '../../src-shared/domain/lore.ts';
import type { LoreSummary } from '../../src-shared/domain/lore-summary.ts';
import type { Db } from './connection.ts';

interface SummaryRow {
  readonly id: string;
  readonly kind: LoreEntry['kind'];
  readonly title: string;
  readonly inclusion: LoreEntry['inclusion'];
  readonly revision: number;
  readonly updated_at: number;
}

interface KeyRow {
  readonly entry_id: string;
  readonly kind: 'plain' | 'regex';
  readonly pattern: string;
  readonly flags: string;
}

/** Every entry's names and counts, in the order they were made: five queries, and no entry's text is read. */
export function listSummaries(db: Db): readonly LoreSummary[] {
  const rows = db
    .prepare<[], SummaryRow>(
      'SELECT id, kind, title, inclusion, revision, updated_at FROM lore_entry ORDER BY created_at, id',
    )
    .all();
  const aliases = Map.groupBy(
    db
      .prepare<[], { entry_id: string; alias: string }>(
        'SELECT entry_id, alias FROM lore_alias ORDER BY entry_id, position',
      )
      .all(),
    ({ entry_id }) => entry_id,
  );
  const keys = Map.groupBy(keysAlone(db), ({ entry_id }) => entry_id);
  const relations = countByEntry(db, 'lore_relation');
  const progressions = countByEntry(db, 'lore_progression');
  return rows.map((row) => ({
    id: row.id as EntryId,
    kind: row.kind,
    title: row.title,
    aliases: (aliases.get(row.id) ?? []).map(({ alias }) => alias),
    plainKeys: (keys.get(row.id) ?? []).flatMap(({ kind, pattern, flags }) =>
      kind === 'plain' ? [{ text: pattern, caseSensitive: flags === '' }] : [],
    ),
    patterns: (keys.get(row.id) ?? []).flatMap(({ kind, pattern, flags }) =>
      kind === 'regex' ? [`/${pattern}/${flags}`] : [],
    ),
    inclusion: row.inclusion,
    revision: row.revision,
    updatedAt: row.updated_at,
    relations: relations.get(row.id) ?? 0,
    progressions: progressions.get(row.id) ?? 0,
  }));
}

/** The keys of entries without secondary keys: alone they say that an entry is meant. */
function keysAlone(db: Db): KeyRow[] {
  return db
    .prepare<[], KeyRow>(
      `SELECT entry_id, kind, pattern, flags FROM lore_key AS one
       WHERE is_secondary = 0 AND NOT EXISTS (
         SELECT 1 FROM lore_key WHERE entry_id = one.entry_id AND is_secondary = 1)
       ORDER BY entry_id, position`,
    )
    .all();
}

function countByEntry(db: Db, table: 'lore_relation' | 'lore_progression'): Map<string, number> {
  const rows = db
    .prepare<[], { entry_id: string; count: number }>(
      `SELECT entry_id, count(*) AS count FROM ${table} GROUP BY entry_id`,
    )
    .all();
  return new Map(rows.map(({ entry_id, count }) => [entry_id, count]));
}
