-- Per host type: every message up to this id was looked at because it was kept for long enough.
CREATE TABLE archive_retention (
  host_type TEXT PRIMARY KEY,
  id        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
