import { write, type Db } from './connection.ts';
import type { EmbeddedSource, IndexedSource } from '../retrieval/requests.ts';
import { readSourceHash, type SourceId } from '../retrieval/source-text.ts';
import { addVectors, removeVectors } from '../retrieval/vector-index.ts';
import { ensureEmbeddingModel, findActiveModel } from './embedding-models.ts';

/** What the index knows of a source. */
export interface IndexedState extends SourceId {
  readonly textHash: string;
  readonly embeddedBy: readonly string[]; // the models that have vectors of it; [] is full text only so far
}

/** Every source the index has, by kind and id. */
export function listIndexedSources(db: Db): readonly IndexedState[] {
  return db
    .prepare<
      [],
      { source_kind: 'scene' | 'lore'; source_id: string; text_hash: string; names: string | null }
    >(
      `SELECT source_kind, source_id, text_hash, json_group_array(name) FILTER (WHERE name IS NOT NULL) AS names
       FROM indexed_source LEFT JOIN embedded_source USING (source_kind, source_id)
       LEFT JOIN embedding_model ON embedding_model.id = embedding_model_id GROUP BY source_kind, source_id`,
    )
    .all()
    .map(({ source_kind, source_id, text_hash, names }) => ({
      sourceKind: source_kind,
      sourceId: source_id,
      textHash: text_hash,
      embeddedBy: JSON.parse(names ?? '[]') as string[],
    }));
}

/**
 * Puts what was made of a source in place of what the index had of it, in one transaction. Answers false and changes
 * nothing when the source's text is no longer the one it was made from.
 */
export const storeIndexedSource = write((db, source: IndexedSource): boolean => {
  if (readSourceHash(db, source) !== source.textHash) return false;
  removeIndexedSource(db, source);
  const modelId = source.embeddingModel === null ? null : ensureEmbeddingModel(db, source.embeddingModel);
  const { sourceKind, sourceId, textHash } = source;
  db.prepare(
    `INSERT INTO indexed_source (source_kind, source_id, text_hash) VALUES (:sourceKind, :sourceId, :textHash)`,
  ).run({ sourceKind, sourceId, textHash });
  const vectors = source.chunks.flatMap((chunk, position) =>
    insertChunk(db, { source, chunk, position, modelId }),
  );
  if (modelId !== null) keepVectors(db, { source, modelId, vectors });
  return true;
});

/**
 * Adds a model's passages and vectors to a source that is indexed, in one transaction; those of other models stay as
 * they are. Answers false and changes nothing when the index is no longer of the text they were made from.
 */
export const storeSourceVectors = write((db, made: EmbeddedSource): boolean => {
  const { sourceKind, sourceId, textHash } = made;
  const source = { sourceKind, sourceId };
  const kept = db
    .prepare<[string, string, string], { id: number }>(
      `SELECT chunk.id FROM chunk JOIN indexed_source USING (source_kind, source_id)
       WHERE source_kind = ? AND source_id = ? AND text_hash = ? ORDER BY position`,
    )
    .all(sourceKind, sourceId, textHash);
  if (kept.length !== made.chunks.length || !isIndexedAs(db, made)) return false;
  const modelId = ensureEmbeddingModel(db, made.embeddingModel);
  removePassages(db, { source, modelId });
  if (findActiveModel(db)?.id === modelId) removePassages(db, { source, modelId: null });
  const vectors = kept.flatMap(({ id }, at) =>
    insertPassages(db, { source, chunkId: id, modelId, passages: made.chunks[at] ?? [] }),
  );
  keepVectors(db, { source, modelId, vectors });
  return true;
});

function isIndexedAs(db: Db, { sourceKind, sourceId, textHash }: EmbeddedSource): boolean {
  return (
    db
      .prepare('SELECT 1 FROM indexed_source WHERE source_kind = ? AND source_id = ? AND text_hash = ?')
      .get(sourceKind, sourceId, textHash) !== undefined
  );
}

interface Vector {
  readonly passageId: number;
  readonly vector: Float32Array;
}

const keepVectors = write(
  (
    db,
    { source, modelId, vectors }: { source: SourceId; modelId: number; vectors: readonly Vector[] },
  ): void => {
    addVectors(db, { modelId, vectors });
    db.prepare(
      'INSERT OR IGNORE INTO embedded_source (source_kind, source_id, embedding_model_id) VALUES (?, ?, ?)',
    ).run(source.sourceKind, source.sourceId, modelId);
  },
);

/** Takes away a source's passages of one model, or (null) those that no model has embedded. */
const removePassages = write(
  (db, { source, modelId }: { source: SourceId; modelId: number | null }): void => {
    const ids = db
      .prepare<[string, string, number | null], number>(
        'SELECT id FROM passage WHERE source_kind = ? AND source_id = ? AND embedding_model_id IS ?',
      )
      .pluck()
      .all(source.sourceKind, source.sourceId, modelId);
    if (ids.length === 0) return;
    if (modelId !== null) removeVectors(db, ids);
    db.prepare('DELETE FROM passage WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ids));
  },
);

type Chunk = IndexedSource['chunks'][number];

const insertChunk = write(
  (
    db,
    {
      source: { sourceKind, sourceId },
      chunk,
      position,
      modelId,
    }: { source: SourceId; chunk: Chunk; position: number; modelId: number | null },
  ): readonly Vector[] => {
    const { lastInsertRowid: chunkId } = db
      .prepare(
        `INSERT INTO chunk (source_kind, source_id, position, text, token_count)
         VALUES (:sourceKind, :sourceId, :position, :text, :tokens)`,
      )
      .run({ sourceKind, sourceId, position, text: chunk.text, tokens: chunk.tokens });
    db.prepare('INSERT INTO chunk_words (rowid, words) VALUES (?, ?)').run(chunkId, chunk.words);
    const source = { sourceKind, sourceId };
    return insertPassages(db, { source, chunkId, modelId, passages: chunk.passages });
  },
);

interface NewPassages {
  readonly source: SourceId;
  readonly chunkId: number | bigint;
  readonly modelId: number | null;
  readonly passages: Chunk['passages'];
}

const insertPassages = write(
  (db, { source: { sourceKind, sourceId }, chunkId, modelId, passages }: NewPassages): readonly Vector[] => {
    const passage = db.prepare(
      `INSERT INTO passage (chunk_id, source_kind, source_id, start_offset, end_offset, embedding_model_id)
       VALUES (:chunkId, :sourceKind, :sourceId, :start, :end, :modelId)`,
    );
    return passages.flatMap(({ start, end, vector }) => {
      const { lastInsertRowid } = passage.run({ chunkId, sourceKind, sourceId, start, end, modelId });
      return vector === null ? [] : [{ passageId: Number(lastInsertRowid), vector }];
    });
  },
);

/** Takes a source's chunks, passages, vectors and words out of the index; nothing happens when it has none. */
export const removeIndexedSource = write((db, { sourceKind, sourceId }: SourceId): void => {
  const passages = db
    .prepare<[string, string], number>('SELECT id FROM passage WHERE source_kind = ? AND source_id = ?')
    .pluck()
    .all(sourceKind, sourceId);
  if (passages.length > 0) removeVectors(db, passages);
  db.prepare(
    'DELETE FROM chunk_words WHERE rowid IN (SELECT id FROM chunk WHERE source_kind = ? AND source_id = ?)',
  ).run(sourceKind, sourceId);
  db.prepare('DELETE FROM indexed_source WHERE source_kind = ? AND source_id = ?').run(sourceKind, sourceId);
});
