-- One row per conversation, some seconds behind the node's own state. applied_id: the journal entry
-- it reflects, never an older one than before. removed rows stay until nothing older can be replayed.
-- No index has a column that messages change, so that updates stay on their page (HOT).
CREATE TABLE inbox (
  account     BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  peer        TEXT COLLATE "C" NOT NULL,
  applied_id  BIGINT NOT NULL,
  message_id  BIGINT NOT NULL,
  unread      INTEGER NOT NULL,
  box         TEXT COLLATE "C" NOT NULL,
  muted_until BIGINT NOT NULL,
  last_hash   BIGINT NOT NULL,
  removed     SMALLINT NOT NULL,
  unread_ids  BYTEA NOT NULL,
  message     BYTEA,
  PRIMARY KEY (account, peer)
) WITH (fillfactor = 70);

CREATE INDEX inbox_bin ON inbox (account, peer) WHERE box = 'bin';
CREATE INDEX inbox_removed ON inbox (account) WHERE removed = 1;

-- Everything up to this entry of a node's journal is in the table.
CREATE TABLE inbox_reflected (
  node SMALLINT PRIMARY KEY,
  id   BIGINT NOT NULL
);
