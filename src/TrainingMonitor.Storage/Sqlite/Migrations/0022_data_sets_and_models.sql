-- Files of a data set lie in datasets/<id>/ under their numbers; names are only told, never paths.
CREATE TABLE datasets (
  dataset        INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  description    TEXT    NOT NULL,
  status         TEXT    NOT NULL,
  error          TEXT,
  expected_files INTEGER,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
);

CREATE TABLE dataset_files (
  dataset    INTEGER NOT NULL REFERENCES datasets (dataset) ON DELETE CASCADE,
  n          INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  type       TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  sha256     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (dataset, n)
) WITHOUT ROWID;

-- What a data set holds of each type, kept with each file so that a list counts nothing.
CREATE TABLE dataset_sums (
  dataset INTEGER NOT NULL REFERENCES datasets (dataset) ON DELETE CASCADE,
  type    TEXT    NOT NULL,
  files   INTEGER NOT NULL,
  size    INTEGER NOT NULL,
  PRIMARY KEY (dataset, type)
) WITHOUT ROWID;

-- A model outlives its run and its checkpoint, so it only names them.
CREATE TABLE models (
  n             INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  stage         TEXT    NOT NULL,
  status        TEXT    NOT NULL,
  error         TEXT,
  run_id        TEXT    NOT NULL,
  checkpoint_id TEXT    NOT NULL,
  step          INTEGER,
  base_model    TEXT,
  dataset_id    TEXT,
  filepath      TEXT    NOT NULL, -- of a stored one: where it is copied from
  is_stored     INTEGER NOT NULL,
  file_name     TEXT    NOT NULL,
  format        TEXT    NOT NULL,
  size          INTEGER,
  sha256        TEXT,
  structure     TEXT,
  metrics       TEXT    NOT NULL,
  metadata      TEXT    NOT NULL,
  notes         TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
);
CREATE UNIQUE INDEX production_model ON models (name) WHERE stage = 'production';
