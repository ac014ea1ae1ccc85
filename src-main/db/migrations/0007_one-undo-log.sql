-- Deletions and imports of the worldbook stand in the novel's one undo log. What the list of their own still held can
-- no longer be taken back.
DROP TABLE lore_undo;
