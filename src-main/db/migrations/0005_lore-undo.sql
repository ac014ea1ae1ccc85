-- What deletions and imports changed in the worldbook, so that they can be taken back.

CREATE TABLE lore_undo (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('delete', 'import')),
  changes BLOB NOT NULL, -- raw deflate of the entries as they were, and what pointed at them
  created_at INTEGER NOT NULL
) STRICT;
