-- Vectors of two embedding models stand side by side while one takes over from the other: a passage belongs to the
-- model whose window it was cut for, and exactly one model answers searches.

ALTER TABLE embedding_model ADD COLUMN is_active INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1));
UPDATE embedding_model SET is_active = 1 WHERE id = (
  SELECT embedding_model_id FROM indexed_source WHERE embedding_model_id IS NOT NULL
  GROUP BY embedding_model_id ORDER BY count(*) DESC LIMIT 1
);
CREATE UNIQUE INDEX one_active_embedding_model ON embedding_model (is_active) WHERE is_active = 1;

ALTER TABLE passage ADD COLUMN embedding_model_id INTEGER REFERENCES embedding_model (id); -- null: words only so far
UPDATE passage SET embedding_model_id = (
  SELECT embedding_model_id FROM indexed_source
  WHERE indexed_source.source_kind = passage.source_kind AND indexed_source.source_id = passage.source_id
);

-- The sources a model has embedded as they are indexed now.
CREATE TABLE embedded_source (
  source_kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  embedding_model_id INTEGER NOT NULL REFERENCES embedding_model (id),
  PRIMARY KEY (source_kind, source_id, embedding_model_id),
  FOREIGN KEY (source_kind, source_id) REFERENCES indexed_source (source_kind, source_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO embedded_source (source_kind, source_id, embedding_model_id)
  SELECT source_kind, source_id, embedding_model_id FROM indexed_source WHERE embedding_model_id IS NOT NULL;
ALTER TABLE indexed_source DROP COLUMN embedding_model_id;
