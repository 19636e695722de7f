-- What was asked of a run's script. A command belongs to the segment it was given in: a resumed script does not obey an older one.
CREATE TABLE commands (
  n           INTEGER PRIMARY KEY AUTOINCREMENT,
  run         INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  id          TEXT    NOT NULL UNIQUE,
  segment     INTEGER NOT NULL,
  body        TEXT    NOT NULL,
  given_at    INTEGER NOT NULL,
  answered_at INTEGER,
  ok          INTEGER,
  message     TEXT
);
CREATE INDEX commands_of_run ON commands (run, n);
