-- The load of hosts, raw. Writers on the same host sample it each for itself.
CREATE TABLE system_samples (
  host   TEXT    NOT NULL,
  time   INTEGER NOT NULL,
  writer TEXT    NOT NULL, -- empty: the server itself
  data   TEXT    NOT NULL,
  PRIMARY KEY (host, time, writer)
) WITHOUT ROWID;
