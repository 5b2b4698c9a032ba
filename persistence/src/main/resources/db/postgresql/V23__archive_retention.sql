-- Per host type: every message up to this id was looked at because it was kept for long enough.
CREATE TABLE archive_retention (
  host_type TEXT COLLATE "C" PRIMARY KEY,
  id        BIGINT NOT NULL
);
