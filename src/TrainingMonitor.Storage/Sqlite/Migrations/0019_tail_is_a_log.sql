-- The open tail in the order in which it was written: a group commit adds to the last page, however many runs it has points of.
-- Rows of a run before its tail_from are sealed. They go when all before them have gone, so most of the time from the front.
CREATE TABLE tail_log (
  id   INTEGER PRIMARY KEY,
  run  INTEGER NOT NULL,
  n    INTEGER NOT NULL,
  data BLOB    NOT NULL
);
INSERT INTO tail_log (run, n, data) SELECT run, n, data FROM tail ORDER BY run, n;
DROP TABLE tail;
ALTER TABLE tail_log RENAME TO tail;
ALTER TABLE runs ADD COLUMN tail_from INTEGER NOT NULL DEFAULT 0;
