-- How a run was launched, whole; what the run's own row shows has secrets left out.
CREATE TABLE jobs (
  run  INTEGER PRIMARY KEY REFERENCES runs (run) ON DELETE CASCADE,
  spec TEXT NOT NULL
);

CREATE TABLE templates (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
) WITHOUT ROWID;
