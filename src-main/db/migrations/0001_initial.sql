-- The novel file. Times are integer milliseconds since 1970, ids UUIDv7 text, documents the editor's JSON.

CREATE TABLE novel (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  language TEXT NOT NULL,
  premise TEXT NOT NULL,
  style TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)), -- per-novel overrides: models, agents, tasks
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Manuscript -----------------------------------------------------------------------------------------------------

CREATE TABLE act (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;

CREATE TABLE chapter (
  id TEXT PRIMARY KEY,
  act_id TEXT NOT NULL REFERENCES act (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;
CREATE INDEX chapter_by_act ON chapter (act_id, position);

CREATE TABLE scene (
  id TEXT PRIMARY KEY,
  chapter_id TEXT NOT NULL REFERENCES chapter (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  synopsis TEXT NOT NULL,
  pov_entry_id TEXT REFERENCES lore_entry (id) ON DELETE SET NULL,
  place_entry_id TEXT REFERENCES lore_entry (id) ON DELETE SET NULL,
  story_time INTEGER,
  status TEXT NOT NULL CHECK (status IN ('outline', 'draft', 'revised', 'done')),
  word_goal INTEGER,
  doc_hash TEXT NOT NULL,
  word_count INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)) -- last: what stands after a long text is reached only through its pages
) STRICT;
CREATE INDEX scene_by_chapter ON scene (chapter_id, position);

CREATE TABLE scene_version (
  id TEXT PRIMARY KEY,
  scene_id TEXT NOT NULL REFERENCES scene (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  name TEXT,
  word_count INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  doc BLOB NOT NULL -- raw deflate of the JSON
) STRICT;
CREATE INDEX scene_version_by_scene ON scene_version (scene_id, created_at);

-- Worldbook ------------------------------------------------------------------------------------------------------

CREATE TABLE lore_entry (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  secondary_logic TEXT NOT NULL,
  inclusion TEXT NOT NULL CHECK (inclusion IN ('always', 'mentioned', 'never')),
  priority INTEGER NOT NULL,
  token_cap INTEGER,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL CHECK (json_valid(attributes)),
  source TEXT,
  raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
  revision INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  changed_by TEXT NOT NULL, -- who made the last change: an import updates only what imports alone have touched
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lore_alias (
  entry_id TEXT NOT NULL REFERENCES lore_entry (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE lore_key (
  entry_id TEXT NOT NULL REFERENCES lore_entry (id) ON DELETE CASCADE,
  is_secondary INTEGER NOT NULL CHECK (is_secondary IN (0, 1)),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('plain', 'regex')),
  pattern TEXT NOT NULL,
  flags TEXT NOT NULL, -- of a regex; "i" on a plain key that ignores case
  PRIMARY KEY (entry_id, is_secondary, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE lore_relation (
  entry_id TEXT NOT NULL REFERENCES lore_entry (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  to_entry_id TEXT REFERENCES lore_entry (id) ON DELETE SET NULL,
  to_title TEXT NOT NULL,
  type TEXT NOT NULL,
  strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 10),
  note TEXT NOT NULL,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE lore_progression (
  entry_id TEXT NOT NULL REFERENCES lore_entry (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  from_scene_id TEXT REFERENCES scene (id) ON DELETE SET NULL,
  from_chapter INTEGER, -- as imported: its first scene is looked up once that chapter exists
  text TEXT NOT NULL,
  PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

-- Index: derived from accepted text, can be dropped and rebuilt ------------------------------------------------------

CREATE TABLE embedding_model (
  id INTEGER PRIMARY KEY, -- its vectors stand in the vec0 table passage_vector_<id>
  name TEXT NOT NULL UNIQUE,
  dimension INTEGER NOT NULL
) STRICT;

CREATE TABLE indexed_source (
  source_kind TEXT NOT NULL CHECK (source_kind IN ('scene', 'lore')),
  source_id TEXT NOT NULL,
  text_hash TEXT NOT NULL, -- of the text its chunks were made from
  embedding_model_id INTEGER REFERENCES embedding_model (id), -- null: full text only so far
  PRIMARY KEY (source_kind, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  source_kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  token_count INTEGER NOT NULL,
  FOREIGN KEY (source_kind, source_id) REFERENCES indexed_source (source_kind, source_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX chunk_by_source ON chunk (source_kind, source_id, position);

CREATE TABLE passage (
  id INTEGER PRIMARY KEY, -- the rowid of its vector
  chunk_id INTEGER NOT NULL REFERENCES chunk (id) ON DELETE CASCADE,
  source_kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  start_offset INTEGER NOT NULL, -- UTF-16, into the chunk's text
  end_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_by_chunk ON passage (chunk_id);
CREATE INDEX passage_by_source ON passage (source_kind, source_id);

-- Words cut by Intl.Segmenter and folded, joined by spaces; rowid = chunk.id.
CREATE VIRTUAL TABLE chunk_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
CREATE VIRTUAL TABLE chunk_terms USING fts5vocab (chunk_words, 'row');

-- Jobs -----------------------------------------------------------------------------------------------------------

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  input TEXT NOT NULL CHECK (json_valid(input)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'success', 'failed', 'cancelled', 'needs_human')),
  priority INTEGER NOT NULL,
  models TEXT NOT NULL CHECK (json_valid(models)),
  recipe TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  progress TEXT NOT NULL CHECK (json_valid(progress)),
  partial_text TEXT NOT NULL,
  partial_settled INTEGER NOT NULL DEFAULT 0, -- how much of partial_text belongs to committed steps, in code points
  record BLOB, -- raw deflate of what the crew returned beside its draft and reviews: beats, exams, receipts
  draft_id TEXT REFERENCES draft (id),
  error TEXT CHECK (error IS NULL OR json_valid(error)),
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX job_by_state ON job (state, priority DESC, created_at);

CREATE TABLE job_step (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  input_hash TEXT NOT NULL,
  output BLOB NOT NULL, -- raw deflate of the JSON
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  PRIMARY KEY (job_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id),
  chapter_id TEXT NOT NULL REFERENCES chapter (id),
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  bases TEXT NOT NULL CHECK (json_valid(bases)),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'discarded')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE layer_review (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  target TEXT NOT NULL CHECK (json_valid(target)), -- the draft or scene that was reviewed
  layer TEXT NOT NULL,
  score REAL,
  evaluation TEXT NOT NULL CHECK (json_valid(evaluation)),
  PRIMARY KEY (job_id, round, target, layer)
) STRICT;

CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  target TEXT NOT NULL,
  layer TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  finding_values TEXT NOT NULL CHECK (json_valid(finding_values)),
  note TEXT,
  anchor TEXT CHECK (anchor IS NULL OR json_valid(anchor)),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  origin TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_job ON finding (job_id, round);

CREATE TABLE patch (
  id TEXT PRIMARY KEY,
  finding_id TEXT NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
  anchor TEXT NOT NULL CHECK (json_valid(anchor)),
  change TEXT NOT NULL CHECK (json_valid(change)),
  origin TEXT NOT NULL,
  is_safe INTEGER NOT NULL CHECK (is_safe IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected', 'unplaced'))
) STRICT;
CREATE INDEX patch_by_finding ON patch (finding_id);

CREATE TABLE waiver (
  rule TEXT NOT NULL,
  quote TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (rule, quote)
) STRICT, WITHOUT ROWID;

-- Generation log: every model call, its prompt kept as parts by hash ----------------------------------------------------

CREATE TABLE prompt_part (
  hash TEXT PRIMARY KEY,
  body BLOB NOT NULL -- raw deflate of the text
) STRICT, WITHOUT ROWID;

CREATE TABLE model_call (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  step TEXT NOT NULL,
  role TEXT NOT NULL,
  model TEXT NOT NULL,
  messages TEXT NOT NULL CHECK (json_valid(messages)), -- [{role, parts: [{name, hash}]}]
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  output BLOB NOT NULL, -- raw deflate
  input_tokens INTEGER, -- null: the provider did not say
  output_tokens INTEGER,
  cached_tokens INTEGER,
  ended TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  first_token_ms REAL,
  duration_ms REAL NOT NULL
) STRICT;
CREATE INDEX model_call_by_job ON model_call (job_id, started_at);
