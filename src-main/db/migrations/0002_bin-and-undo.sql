-- The bin: what was taken out of the manuscript. Its row, its versions and what it holds stay where they are; whatever
-- reads the manuscript reads the live_ views.
CREATE TABLE bin_item (
  item_id TEXT PRIMARY KEY, -- an act's, a chapter's or a scene's
  kind TEXT NOT NULL CHECK (kind IN ('act', 'chapter', 'scene')),
  -- merged: its words went into another scene. undone: an undo took it out, it waits for a redo, and the bin does not
  -- show it. gone: deleted for good, and kept as an empty place because a draft or a binned scene still names it.
  reason TEXT NOT NULL CHECK (reason IN ('binned', 'merged', 'undone', 'gone')),
  binned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW live_act AS SELECT * FROM act WHERE id NOT IN (SELECT item_id FROM bin_item);
CREATE VIEW live_chapter AS
  SELECT * FROM chapter
  WHERE id NOT IN (SELECT item_id FROM bin_item) AND act_id NOT IN (SELECT item_id FROM bin_item);
CREATE VIEW live_scene AS
  SELECT * FROM scene
  WHERE id NOT IN (SELECT item_id FROM bin_item) AND chapter_id IN (SELECT id FROM live_chapter);

-- What can be taken back, one row an action, in the order of their ids; undone ones are the newest.
CREATE TABLE undo_action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label_key TEXT NOT NULL,
  label_values TEXT NOT NULL CHECK (json_valid(label_values)),
  changes BLOB NOT NULL, -- raw deflate of the JSON: how to go back, or forth where it is undone
  needs TEXT NOT NULL CHECK (json_valid(needs)), -- the ids of versions, acts, chapters and scenes it cannot do without
  is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
