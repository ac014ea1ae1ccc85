-- One database beside all novels: what belongs to this machine and this writer, never to one book.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE recent_novel (
  path TEXT PRIMARY KEY,
  novel_id TEXT NOT NULL,
  title TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE exam_result (
  model TEXT NOT NULL,
  layer TEXT NOT NULL,
  planted INTEGER NOT NULL,
  found INTEGER NOT NULL,
  clean INTEGER NOT NULL,
  accused INTEGER NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  taken_at INTEGER NOT NULL,
  PRIMARY KEY (model, layer)
) STRICT, WITHOUT ROWID;
