import { write, type Db } from './connection.ts';
import type { IndexedSource } from '../retrieval/requests.ts';
import { readSourceHash, type SourceId } from '../retrieval/source-text.ts';
import { addVectors, ensureEmbeddingModel, removeVectors } from '../retrieval/vector-index.ts';

/** What the index knows of a source. */
export interface IndexedState extends SourceId {
  readonly textHash: string;
  readonly embeddingModel: string | null; // null: full text only so far
}

/** Every source the index has, by kind and id. */
export function listIndexedSources(db: Db): readonly IndexedState[] {
  return db
    .prepare<
      [],
      { source_kind: 'scene' | 'lore'; source_id: string; text_hash: string; name: string | null }
    >(
      `SELECT source_kind, source_id, text_hash, embedding_model.name FROM indexed_source
       LEFT JOIN embedding_model ON embedding_model.id = embedding_model_id`,
    )
    .all()
    .map(({ source_kind, source_id, text_hash, name }) => ({
      sourceKind: source_kind,
      sourceId: source_id,
      textHash: text_hash,
      embeddingModel: name,
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
    `INSERT INTO indexed_source (source_kind, source_id, text_hash, embedding_model_id)
     VALUES (:sourceKind, :sourceId, :textHash, :modelId)`,
  ).run({ sourceKind, sourceId, textHash, modelId });
  const vectors = source.chunks.flatMap((chunk, position) => insertChunk(db, { source, chunk, position }));
  if (modelId !== null) addVectors(db, { modelId, vectors });
  return true;
});

type Chunk = IndexedSource['chunks'][number];

const insertChunk = write(
  (
    db,
    {
      source: { sourceKind, sourceId },
      chunk,
      position,
    }: { source: IndexedSource; chunk: Chunk; position: number },
  ): { passageId: number; vector: Float32Array }[] => {
    const { lastInsertRowid: chunkId } = db
      .prepare(
        `INSERT INTO chunk (source_kind, source_id, position, text, token_count)
         VALUES (:sourceKind, :sourceId, :position, :text, :tokens)`,
      )
      .run({ sourceKind, sourceId, position, text: chunk.text, tokens: chunk.tokens });
    db.prepare('INSERT INTO chunk_words (rowid, words) VALUES (?, ?)').run(chunkId, chunk.words);
    const passage = db.prepare(
      `INSERT INTO passage (chunk_id, source_kind, source_id, start_offset, end_offset)
       VALUES (:chunkId, :sourceKind, :sourceId, :start, :end)`,
    );
    return chunk.passages.flatMap(({ start, end, vector }) => {
      const { lastInsertRowid } = passage.run({ chunkId, sourceKind, sourceId, start, end });
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
