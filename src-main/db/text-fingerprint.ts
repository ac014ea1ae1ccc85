import type { Db } from './connection.ts';

/** Which texts changed since the last look. */
export interface TextChange {
  readonly scenes: boolean;
  readonly lore: boolean;
}

/**
 * Tells whether prose or lore changed through this handle since the last look, whoever changed it: the first look
 * changes nothing. Costs microseconds while nothing is written at all, and never reads a text.
 */
export function watchText(db: Db): () => TextChange {
  const total = db.prepare<[], number>('SELECT total_changes()').pluck();
  const fingerprint = (table: 'scene' | 'lore_entry', columns: string) =>
    db.prepare<[], string>(`SELECT ${columns} FROM ${table}`).pluck();
  const scenes = fingerprint('scene', `count(*) || ' ' || total(revision) || ' ' || max(updated_at)`);
  const lore = fingerprint('lore_entry', `count(*) || ' ' || total(revision) || ' ' || max(updated_at)`);
  const look = (): { total: number; scenes: string; lore: string } => ({
    total: total.get() ?? 0,
    scenes: scenes.get() ?? '',
    lore: lore.get() ?? '',
  });
  let seen = look();
  return () => {
    if ((total.get() ?? 0) === seen.total) return { scenes: false, lore: false };
    const before = seen;
    seen = look();
    return { scenes: seen.scenes !== before.scenes, lore: seen.lore !== before.lore };
  };
}
