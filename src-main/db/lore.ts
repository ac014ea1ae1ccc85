import type { EntryId } from '../../src-shared/domain/ids.ts';
import type { LoreContent, LoreEntry } from '../../src-shared/domain/lore.ts';
import type { Chapter } from '../../src-shared/domain/novel.ts';
import type { CreatedBy } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { newId } from '../services/ids.ts';
import { write, type Db } from './connection.ts';
import { prepared } from './prepared.ts';
import {
  toKeyColumns,
  toLoreColumns,
  toLoreEntry,
  type AliasRow,
  type KeyRow,
  type LoreRow,
  type ProgressionRow,
  type RelationRow,
} from './lore-rows.ts';

/** One worldbook entry. Throws ENTRY_NOT_FOUND. */
export function getEntry(db: Db, id: EntryId): LoreEntry {
  const row = prepared<[string], LoreRow>(db, 'SELECT * FROM lore_entry WHERE id = ?').get(id);
  if (!row) throw new AppError('ENTRY_NOT_FOUND', { id });
  const parts = <Row>(table: string): Row[] =>
    prepared<[string], Row>(db, `SELECT * FROM ${table} WHERE entry_id = ? ORDER BY position`).all(id);
  return toLoreEntry(row, {
    aliases: parts<AliasRow>('lore_alias'),
    keys: parts<KeyRow>('lore_key'),
    relations: parts<RelationRow>('lore_relation'),
    progressions: parts<ProgressionRow>('lore_progression'),
  });
}

/** The whole worldbook in the order its entries were made: five queries, however many there are. */
export function listEntries(db: Db): readonly LoreEntry[] {
  const rows = db.prepare<[], LoreRow>('SELECT * FROM lore_entry ORDER BY created_at, id').all();
  const aliases = partsByEntry<AliasRow>(db, 'lore_alias');
  const keys = partsByEntry<KeyRow>(db, 'lore_key');
  const relations = partsByEntry<RelationRow>(db, 'lore_relation');
  const progressions = partsByEntry<ProgressionRow>(db, 'lore_progression');
  return rows.map((row) =>
    toLoreEntry(row, {
      aliases: aliases.get(row.id) ?? [],
      keys: keys.get(row.id) ?? [],
      relations: relations.get(row.id) ?? [],
      progressions: progressions.get(row.id) ?? [],
    }),
  );
}

function partsByEntry<Row extends { readonly entry_id: string }>(db: Db, table: string): Map<string, Row[]> {
  const rows = db.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY entry_id, position`).all();
  return Map.groupBy(rows, ({ entry_id }) => entry_id);
}

/** Adds an entry and answers with its id. */
export const insertEntry = write(
  (db, { content, createdBy }: { content: LoreContent; createdBy: CreatedBy }): EntryId => {
    const id = newId<EntryId>();
    prepared(
      db,
      `INSERT INTO lore_entry (id, kind, title, secondary_logic, inclusion, priority, token_cap, body, attributes,
         source, raw, revision, created_by, changed_by, created_at, updated_at)
       VALUES (:id, :kind, :title, :secondaryLogic, :inclusion, :priority, :tokenCap, :body, :attributes,
         :source, :raw, 1, :createdBy, :createdBy, :now, :now)`,
    ).run({ ...toLoreColumns(content), id, createdBy, now: Date.now() });
    insertParts(db, { id, content });
    return id;
  },
);

/** Whether there is such an entry. */
export function hasEntry(db: Db, id: string): boolean {
  return prepared<[string]>(db, 'SELECT 1 FROM lore_entry WHERE id = ?').get(id) !== undefined;
}

/** Puts a deleted entry back under its own id. */
export const putEntryBack = write((db, entry: LoreEntry): void => {
  const { id, revision, changedBy, createdAt, updatedAt } = entry;
  db.prepare(
    `INSERT INTO lore_entry (id, kind, title, secondary_logic, inclusion, priority, token_cap, body, attributes,
       source, raw, revision, created_by, changed_by, created_at, updated_at)
     VALUES (:id, :kind, :title, :secondaryLogic, :inclusion, :priority, :tokenCap, :body, :attributes,
       :source, :raw, :revision, :changedBy, :changedBy, :createdAt, :updatedAt)`,
  ).run({ ...toLoreColumns(entry), id, revision: revision + 1, changedBy, createdAt, updatedAt });
  insertParts(db, { id, content: entry });
});

/** An entry's revision. Throws ENTRY_NOT_FOUND. */
export function entryRevision(db: Db, id: EntryId): number {
  const revision = db
    .prepare<[string], number>('SELECT revision FROM lore_entry WHERE id = ?')
    .pluck()
    .get(id);
  if (revision === undefined) throw new AppError('ENTRY_NOT_FOUND', { id });
  return revision;
}

export interface UpdateEntry {
  readonly id: EntryId;
  readonly content: LoreContent;
  readonly changedBy?: CreatedBy;
}

/** Gives an entry new content and keeps its id; its revision grows by one. Throws ENTRY_NOT_FOUND. */
export const updateEntry = write((db, { id, content, changedBy = 'writer' }: UpdateEntry): void => {
  const { changes } = db
    .prepare(
      `UPDATE lore_entry SET kind = :kind, title = :title, secondary_logic = :secondaryLogic,
         inclusion = :inclusion, priority = :priority, token_cap = :tokenCap, body = :body,
         attributes = :attributes, source = :source, raw = :raw, revision = revision + 1, changed_by = :changedBy, updated_at = :now
       WHERE id = :id`,
    )
    .run({ ...toLoreColumns(content), id, changedBy, now: Date.now() });
  if (changes === 0) throw new AppError('ENTRY_NOT_FOUND', { id });
  for (const table of ['lore_alias', 'lore_key', 'lore_relation', 'lore_progression'])
    db.prepare(`DELETE FROM ${table} WHERE entry_id = ?`).run(id);
  insertParts(db, { id, content });
});

/** Removes an entry; relations to it keep its title. Its part of the index goes with the next `updateIndex`. */
export const deleteEntry = write((db, id: EntryId): void => {
  const { changes } = db.prepare('DELETE FROM lore_entry WHERE id = ?').run(id);
  if (changes === 0) throw new AppError('ENTRY_NOT_FOUND', { id });
});

const insertParts = write((db, { id, content }: { id: EntryId; content: LoreContent }): void => {
  const alias = prepared(db, 'INSERT INTO lore_alias (entry_id, position, alias) VALUES (?, ?, ?)');
  content.aliases.forEach((text, position) => alias.run(id, position, text));

  const key = prepared(
    db,
    `INSERT INTO lore_key (entry_id, is_secondary, position, kind, pattern, flags)
     VALUES (:id, :isSecondary, :position, :kind, :pattern, :flags)`,
  );
  for (const [isSecondary, keys] of [content.keys, content.secondaryKeys].entries())
    keys.forEach((one, position) => key.run({ id, isSecondary, position, ...toKeyColumns(one) }));

  const relation = prepared(
    db,
    `INSERT INTO lore_relation (entry_id, position, to_entry_id, to_title, type, strength, note)
     VALUES (:id, :position, :toEntryId, :toTitle, :type, :strength, :note)`,
  );
  content.relations.forEach((one, position) => relation.run({ id, position, ...one }));

  const progression = prepared(
    db,
    `INSERT INTO lore_progression (entry_id, position, from_scene_id, from_chapter, text)
     VALUES (:id, :position, :fromSceneId, :fromChapter, :text)`,
  );
  content.progressions.forEach((one, position) => progression.run({ id, position, ...one }));
});

/** Gives progressions that name a chapter that chapter's first scene, where both exist. Answers with how many still wait. */
export const resolveProgressions = write((db, chapters: readonly Chapter[]): number => {
  const open = db
    .prepare<[], { entry_id: string; position: number; from_chapter: number }>(
      `SELECT entry_id, position, from_chapter FROM lore_progression
       WHERE from_scene_id IS NULL AND from_chapter IS NOT NULL`,
    )
    .all();
  const point = db.prepare(
    'UPDATE lore_progression SET from_scene_id = ? WHERE entry_id = ? AND position = ?',
  );
  return open.filter(({ entry_id, position, from_chapter }) => {
    const scene = chapters.find(({ number }) => number === from_chapter)?.scenes[0];
    if (scene) point.run(scene.id, entry_id, position);
    return !scene;
  }).length;
});

/** Points relations at the entries their titles name, where there is one. Answers with how many point somewhere. */
export const resolveRelations = write(
  (db, entryOf: (title: string) => EntryId | null): { resolved: number; unresolved: number } => {
    const open = db
      .prepare<[], { entry_id: string; position: number; to_title: string }>(
        'SELECT entry_id, position, to_title FROM lore_relation WHERE to_entry_id IS NULL',
      )
      .all();
    const point = db.prepare('UPDATE lore_relation SET to_entry_id = ? WHERE entry_id = ? AND position = ?');
    for (const { entry_id, position, to_title } of open) {
      const to = entryOf(to_title);
      if (to !== null && to !== entry_id) point.run(to, entry_id, position);
    }
    const counts = db
      .prepare<[], { resolved: number; total: number }>(
        'SELECT count(to_entry_id) AS resolved, count(*) AS total FROM lore_relation',
      )
      .get();
    return { resolved: counts?.resolved ?? 0, unresolved: (counts?.total ?? 0) - (counts?.resolved ?? 0) };
  },
);
