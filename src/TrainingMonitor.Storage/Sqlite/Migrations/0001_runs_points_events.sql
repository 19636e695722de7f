-- Times are microseconds since 1970 in UTC, JSON is text, a run's number comes first in every key.

CREATE TABLE runs (
  run               INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so a left-over of a deleted run is never another's
  id                TEXT    NOT NULL UNIQUE,
  name              TEXT    NOT NULL,
  project           TEXT    NOT NULL,
  status            TEXT    NOT NULL,
  is_simulated      INTEGER NOT NULL,
  config            TEXT    NOT NULL,
  tags              TEXT    NOT NULL,
  notes             TEXT    NOT NULL,
  total_steps       INTEGER,
  epochs            INTEGER,
  steps_per_epoch   INTEGER,
  created_at        INTEGER NOT NULL,
  queued_at         INTEGER,
  started_at        INTEGER,
  ended_at          INTEGER,
  updated_at        INTEGER NOT NULL,
  heartbeat_at      INTEGER,
  sends_heartbeats  INTEGER NOT NULL DEFAULT 0,
  parent_run_id     TEXT,
  parent_step       INTEGER,
  retry_of          TEXT,
  attempt           INTEGER NOT NULL,
  group_name        TEXT,
  segment           INTEGER NOT NULL,
  primary_metrics   TEXT,
  metric_goals      TEXT,
  hosts             TEXT    NOT NULL,
  job               TEXT,
  exit_code         INTEGER,
  error             TEXT,
  points_lost       INTEGER NOT NULL,
  cursor            INTEGER NOT NULL
);

-- A resume opens a segment; its first step hides older points from there on. Segment 1 has no row.
CREATE TABLE segments (
  run       INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  segment   INTEGER NOT NULL,
  from_step INTEGER,
  PRIMARY KEY (run, segment)
) WITHOUT ROWID;

-- The last batch of each writer, as of the last seal; newer ones are in the tail.
CREATE TABLE writers (
  run      INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  writer   TEXT    NOT NULL,
  seq      INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected TEXT,
  fenced   INTEGER NOT NULL,
  PRIMARY KEY (run, writer)
) WITHOUT ROWID;

-- What has been acknowledged and not yet sealed: one row per run and group commit, a list of batches.
CREATE TABLE tail (
  run  INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  n    INTEGER NOT NULL,
  data BLOB    NOT NULL,
  PRIMARY KEY (run, n)
) WITHOUT ROWID;

-- The metrics of a run in one blob: names and summaries, as of the last seal.
CREATE TABLE series (
  run  INTEGER PRIMARY KEY REFERENCES runs (run) ON DELETE CASCADE,
  data BLOB NOT NULL
);

CREATE TABLE events (
  n       INTEGER PRIMARY KEY AUTOINCREMENT,
  run     INTEGER REFERENCES runs (run) ON DELETE CASCADE,
  run_id  TEXT, -- only where the run itself is gone
  id      TEXT    NOT NULL,
  time    INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  level   TEXT    NOT NULL,
  message TEXT    NOT NULL,
  data    TEXT
);
CREATE INDEX events_of_run ON events (run, n);
