-- What the writer said of a finding, and how an accepted patch is taken back.
ALTER TABLE finding ADD COLUMN is_seen INTEGER NOT NULL DEFAULT 0 CHECK (is_seen IN (0, 1)); -- put aside by the writer
ALTER TABLE patch ADD COLUMN inverse TEXT CHECK (inverse IS NULL OR json_valid(inverse)); -- {anchor, change} of an accepted one
