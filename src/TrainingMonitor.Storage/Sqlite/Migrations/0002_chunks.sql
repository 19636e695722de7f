-- Sealed points: up to 2,048 rows of the metrics that were logged together. See docs/format/chunk.md.
CREATE TABLE chunks (
  chunk INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: what is cached by number stays true
  run   INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  data  BLOB    NOT NULL
);
CREATE INDEX chunks_of_run ON chunks (run);

-- Summaries of chunks, of summaries, and so on: what a chart reads instead of points.
CREATE TABLE pyramid (
  run     INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  metric  INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  level   INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  data    BLOB    NOT NULL,
  PRIMARY KEY (run, metric, segment, level, n)
) WITHOUT ROWID;

-- Chunks whose bytes are not what was written. They stay, for whoever can read more of them.
CREATE TABLE damaged_chunks (
  run    INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  chunk  INTEGER NOT NULL,
  metric INTEGER NOT NULL,
  reason TEXT    NOT NULL,
  PRIMARY KEY (run, chunk, metric)
) WITHOUT ROWID;

ALTER TABLE runs ADD COLUMN points INTEGER NOT NULL DEFAULT 0; -- sealed ones
