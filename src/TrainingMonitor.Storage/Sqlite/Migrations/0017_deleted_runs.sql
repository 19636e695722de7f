-- A deleted run is out of sight at once; what it had is removed in slices, and its row goes last.
ALTER TABLE runs ADD COLUMN is_deleted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deleted_runs ON runs (run) WHERE is_deleted = 1;
