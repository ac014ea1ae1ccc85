-- Words written by day.

CREATE TABLE writing_day (
  day TEXT PRIMARY KEY, -- "2026-11-21", by the writer's own clock
  words INTEGER NOT NULL -- what saves added, less what they took away: below nothing on a day of cutting
) STRICT, WITHOUT ROWID;
