-- One row per conversation, some seconds behind the node's own state. applied_id: the journal entry
-- it reflects, never an older one than before. removed rows stay until nothing older can be replayed.
CREATE TABLE inbox (
  account     INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  peer        TEXT NOT NULL,
  applied_id  INTEGER NOT NULL,
  message_id  INTEGER NOT NULL,
  unread      INTEGER NOT NULL,
  box         TEXT NOT NULL,
  muted_until INTEGER NOT NULL,
  last_hash   INTEGER NOT NULL,
  removed     INTEGER NOT NULL,
  unread_ids  BLOB NOT NULL,
  message     BLOB,
  PRIMARY KEY (account, peer)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_bin ON inbox (account, peer) WHERE box = 'bin';
CREATE INDEX inbox_removed ON inbox (account) WHERE removed = 1;

-- Everything up to this entry of a node's journal is in the table.
CREATE TABLE inbox_reflected (
  node INTEGER PRIMARY KEY,
  id   INTEGER NOT NULL
) STRICT;
