-- Which model was asked where another one answered, whether an answer was a stored one, and what was put into a provider's cache.

ALTER TABLE model_call ADD COLUMN instead_of TEXT;
ALTER TABLE model_call ADD COLUMN is_stored INTEGER NOT NULL DEFAULT 0 CHECK (is_stored IN (0, 1));
ALTER TABLE model_call ADD COLUMN cache_write_tokens INTEGER;
