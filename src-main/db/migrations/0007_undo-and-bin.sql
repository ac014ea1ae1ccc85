-- Deletions and imports of the worldbook stand in the novel's one undo log. What the list of their own still held can
-- no longer be taken back.
DROP TABLE lore_undo;

-- Among what a binned item stood: it comes back beside the nearest of them that is still there, not to a number.
ALTER TABLE bin_item ADD COLUMN siblings TEXT CHECK (json_valid(siblings)); -- ids in their order, its own among them
