-- Drafts that are taken in parts, and drafts that are not of a whole chapter.

ALTER TABLE draft ADD COLUMN target TEXT CHECK (target IS NULL OR json_valid(target)); -- null: a whole chapter
ALTER TABLE draft ADD COLUMN taken TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(taken)); -- what stands in the manuscript now
ALTER TABLE draft ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(earlier)); -- parts before they were written again
CREATE INDEX draft_by_chapter ON draft (chapter_id, created_at);
