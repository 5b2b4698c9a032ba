-- Per rule of how long some domains keep messages: every one up to this id was looked at.
CREATE TABLE archive_retention (
  rule TEXT COLLATE "C" PRIMARY KEY,
  id   BIGINT NOT NULL
);
