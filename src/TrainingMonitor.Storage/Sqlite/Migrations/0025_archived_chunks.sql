-- Folds of chunks up to this one are in the archive; of each chunk one fold is left.
ALTER TABLE runs ADD COLUMN archived_to INTEGER NOT NULL DEFAULT 0;
