-- As on PostgreSQL. archived: 1 where the recipient's archive has the message under this id.
CREATE TABLE offline_message (
  account     INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  id          INTEGER NOT NULL,
  archived    INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  stanza      BLOB NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;
