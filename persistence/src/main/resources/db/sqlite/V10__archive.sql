-- As on PostgreSQL, without partitions: there one row per message serves both owners, visible holds a bit for each.
CREATE TABLE archive (
  id            INTEGER PRIMARY KEY,
  sender        INTEGER NOT NULL,
  recipient     INTEGER NOT NULL,
  visible       INTEGER NOT NULL,
  sender_jid    TEXT NOT NULL,
  recipient_jid TEXT NOT NULL,
  stanza        BLOB NOT NULL
) STRICT;

CREATE INDEX archive_sender ON archive (sender, id) WHERE (visible & 1) <> 0;
CREATE INDEX archive_recipient ON archive (recipient, id) WHERE (visible & 2) <> 0;

CREATE TABLE journal_position (
  journal  TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  id       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_parked (
  journal   TEXT NOT NULL,
  position  INTEGER NOT NULL,
  id        INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  entry     BLOB NOT NULL,
  parked_at INTEGER NOT NULL DEFAULT (unixepoch()),
  PRIMARY KEY (journal, position)
) STRICT, WITHOUT ROWID;
