import { createVectorTables, dropVectorTables } from '../retrieval/vector-index.ts';
import { write, type Db } from './connection.ts';

/** An embedding model that the novel has vectors of. */
export interface EmbeddingModelRow {
  readonly id: number;
  readonly name: string;
  readonly dimension: number;
}

/** The row of an embedding model, or null before anything was embedded with it. */
export function findEmbeddingModel(db: Db, name: string): EmbeddingModelRow | null {
  const found = db
    .prepare<[string], EmbeddingModelRow>('SELECT id, name, dimension FROM embedding_model WHERE name = ?')
    .get(name);
  return found ?? null;
}

/** The model whose vectors answer searches; null before anything was embedded. */
export function findActiveModel(db: Db): EmbeddingModelRow | null {
  const found = db
    .prepare<[], EmbeddingModelRow>('SELECT id, name, dimension FROM embedding_model WHERE is_active = 1')
    .get();
  return found ?? null;
}

/**
 * The id of an embedding model; the first time its tables are made too. The first model of a novel is at once the one
 * that answers. A model that suddenly gives vectors of another dimension is another model: its old ones go.
 */
export const ensureEmbeddingModel = write(
  (db, { name, dimension }: { readonly name: string; readonly dimension: number }): number => {
    const known = findEmbeddingModel(db, name);
    if (known?.dimension === dimension) return known.id;
    if (known) dropEmbeddingModel(db, known.id);
    const isFirst = findActiveModel(db) === null ? 1 : 0;
    const { lastInsertRowid } = db
      .prepare('INSERT INTO embedding_model (name, dimension, is_active) VALUES (?, ?, ?)')
      .run(name, dimension, isFirst);
    const id = Number(lastInsertRowid);
    createVectorTables(db, { id, dimension });
    return id;
  },
);

/** How far a model has embedded what the novel's index holds. */
export function countEmbedded(db: Db, name: string): { readonly done: number; readonly total: number } {
  const total = db.prepare<[], number>('SELECT count(*) FROM indexed_source').pluck().get() ?? 0;
  const done = db
    .prepare<[string], number>(
      `SELECT count(*) FROM embedded_source WHERE embedding_model_id =
         (SELECT id FROM embedding_model WHERE name = ?)`,
    )
    .pluck()
    .get(name);
  return { done: done ?? 0, total };
}

/**
 * Lets a model answer from now on, if it has embedded every source that is indexed. One transaction: a search sees the
 * old model or the new one, whole. Answers whether that model answers now.
 */
export const activateModel = write((db, name: string): boolean => {
  const model = findEmbeddingModel(db, name);
  const { done, total } = countEmbedded(db, name);
  if (model === null || done < total) return false;
  if (findActiveModel(db)?.id === model.id) return true;
  db.prepare('UPDATE embedding_model SET is_active = 0 WHERE is_active = 1').run();
  db.prepare('UPDATE embedding_model SET is_active = 1 WHERE id = ?').run(model.id);
  return true;
});

/** Takes away what other models left behind: passages, vectors, tables. The one that answers and `kept` stay. */
export const removeOtherModels = write((db, kept: string): void => {
  const others = db
    .prepare<[string], number>('SELECT id FROM embedding_model WHERE is_active = 0 AND name <> ?')
    .pluck()
    .all(kept);
  for (const id of others) dropEmbeddingModel(db, id);
});

const dropEmbeddingModel = write((db, id: number): void => {
  dropVectorTables(db, id);
  db.prepare('DELETE FROM embedded_source WHERE embedding_model_id = ?').run(id);
  db.prepare('UPDATE passage SET embedding_model_id = NULL WHERE embedding_model_id = ?').run(id);
  // A chunk keeps one passage, so that it is found by its words until it is embedded again.
  db.prepare(
    `DELETE FROM passage WHERE embedding_model_id IS NULL AND (
       EXISTS (SELECT 1 FROM passage AS other WHERE other.chunk_id = passage.chunk_id AND other.id <> passage.id
         AND (other.embedding_model_id IS NOT NULL OR other.id < passage.id)))`,
  ).run();
  db.prepare('DELETE FROM embedding_model WHERE id = ?').run(id);
});
