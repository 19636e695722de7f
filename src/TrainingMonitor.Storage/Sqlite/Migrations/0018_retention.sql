-- The load of hosts by the minute, when it has become too old to be kept raw: of each number its least, greatest, sum and count.
CREATE TABLE system_minutes (
  host   TEXT    NOT NULL,
  minute INTEGER NOT NULL, -- where it begins
  data   TEXT    NOT NULL,
  PRIMARY KEY (host, minute)
) WITHOUT ROWID;
CREATE INDEX system_minutes_by_time ON system_minutes (minute);
