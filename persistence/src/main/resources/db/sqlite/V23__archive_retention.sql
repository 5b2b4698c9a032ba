-- Per rule of how long some domains keep messages: every one up to this id was looked at.
CREATE TABLE archive_retention (
  rule TEXT PRIMARY KEY,
  id   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
