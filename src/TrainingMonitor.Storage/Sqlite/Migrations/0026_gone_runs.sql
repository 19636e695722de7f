-- Runs that were deleted: their scripts may still be running, and are told.
CREATE TABLE gone_runs (id TEXT PRIMARY KEY, deleted_at INTEGER NOT NULL) WITHOUT ROWID;
