CREATE TABLE checkpoints (
  n          INTEGER PRIMARY KEY AUTOINCREMENT,
  run        INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  id         TEXT    NOT NULL UNIQUE,
  step       INTEGER,
  name       TEXT    NOT NULL,
  filepath   TEXT    NOT NULL, -- of an upload: the name below checkpoints/<run>/
  size       INTEGER,
  sha256     TEXT,
  validity   TEXT    NOT NULL,
  reason     TEXT,
  format     TEXT    NOT NULL,
  structure  TEXT,
  metrics    TEXT    NOT NULL,
  metadata   TEXT    NOT NULL,
  is_best    INTEGER NOT NULL,
  stored     TEXT    NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX checkpoints_of_run ON checkpoints (run, n);
CREATE UNIQUE INDEX best_checkpoint ON checkpoints (run) WHERE is_best = 1;
