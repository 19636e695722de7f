-- Parts of a run whose bytes are not what was written: chunks, nodes of a pyramid, rows of the tail, names and summaries.
-- What the next seal would write over is kept here, for whoever can read more of it.
CREATE TABLE damaged_parts (
  run    INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,
  part   TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  data   BLOB,
  PRIMARY KEY (run, part)
) WITHOUT ROWID;
INSERT INTO damaged_parts (run, part, reason) SELECT run, 'chunk ' || chunk || ' of metric ' || metric, reason FROM damaged_chunks;
DROP TABLE damaged_chunks;
