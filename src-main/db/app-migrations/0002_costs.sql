-- What every call to a model cost, over all novels, and the answers that need not be asked for again.

CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  pid INTEGER NOT NULL, -- of the program that made the call: a call whose program is gone will not be ended by it
  novel_id TEXT,
  novel_title TEXT NOT NULL,
  job_id TEXT,
  role TEXT NOT NULL,
  step TEXT NOT NULL,
  model TEXT NOT NULL,
  provider TEXT NOT NULL,
  counted_tokens INTEGER NOT NULL, -- of the prompt, by our own count
  max_tokens INTEGER NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cached_tokens INTEGER,
  cache_write_tokens INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'unknown', 'priced', 'stored')),
  predicted REAL, -- US dollars, before the call
  reserved REAL, -- the most it could cost
  cost REAL, -- what it did cost; null where that is not known
  ended TEXT NOT NULL CHECK (ended IN ('open', 'stop', 'length', 'content-filter', 'aborted', 'failed', 'lost'))
) STRICT;

CREATE INDEX ledger_by_time ON ledger (at);
CREATE INDEX ledger_by_job ON ledger (job_id);
CREATE INDEX ledger_by_role ON ledger (role, at);

CREATE TABLE stored_answer (
  hash TEXT PRIMARY KEY,
  model TEXT NOT NULL,
  text BLOB NOT NULL, -- deflated
  usage TEXT NOT NULL CHECK (json_valid(usage)),
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX stored_answer_by_use ON stored_answer (used_at);
