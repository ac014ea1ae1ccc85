import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { PatternPlace } from '../../src-shared/domain/lore-summary.ts';
import type { Db } from '../db/connection.ts';
import { matchEach, type RegexKey } from './regex-keys.ts';

/** A regular expression that says alone that an entry is meant. */
export interface PatternKey extends RegexKey {
  readonly entryId: EntryId;
}

/** The regular expressions of entries without secondary keys. */
export function listPatternKeys(db: Db): readonly PatternKey[] {
  return db
    .prepare<[], PatternKey>(
      `SELECT entry_id AS entryId, pattern AS source, flags FROM lore_key AS one
       WHERE kind = 'regex' AND is_secondary = 0 AND NOT EXISTS (
         SELECT 1 FROM lore_key WHERE entry_id = one.entry_id AND is_secondary = 1)
       ORDER BY entry_id, position`,
    )
    .all();
}

/** Patterns that were stopped once: they are not tried again while this worker runs. */
const stopped = new Set<string>();

/** Where the patterns stand in each text. One that reads for ever costs a tenth of a second, once. */
export function findPatterns(
  keys: readonly PatternKey[],
  texts: readonly string[],
): readonly (readonly PatternPlace[])[] {
  const places: PatternPlace[][] = texts.map(() => []);
  for (const { entryId, ...key } of keys) {
    const name = `/${key.source}/${key.flags}`;
    const found = stopped.has(name) ? [] : matchEach(texts, key);
    if (found === null) stopped.add(name);
    for (const { text, ...place } of found ?? []) places[text]?.push({ owner: entryId, ...place });
  }
  return places;
}
