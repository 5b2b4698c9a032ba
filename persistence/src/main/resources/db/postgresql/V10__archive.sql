-- One row per message, for both owners. id: the archive id (time-ordered, see ArchiveIds), partitions are ranges
-- of it and are made by the store writer. sender, recipient: account numbers, never given twice; 0 = not ours.
-- visible: 1 in the sender's archive, 2 in the recipient's; a row with neither goes. The JIDs are bare.
-- stanza: as delivered, without the node's own stanza-id; its from and to are full.
-- A page merges two keyset scans: (visible & 1) <> 0 AND sender = ? and (visible & 2) <> 0 AND recipient = ?.
CREATE TABLE archive (
  id            BIGINT NOT NULL PRIMARY KEY,
  sender        BIGINT NOT NULL,
  recipient     BIGINT NOT NULL,
  visible       SMALLINT NOT NULL,
  sender_jid    TEXT COLLATE "C" NOT NULL,
  recipient_jid TEXT COLLATE "C" NOT NULL,
  stanza        BYTEA NOT NULL
) PARTITION BY RANGE (id);

CREATE INDEX archive_sender ON archive (sender, id) WHERE (visible & 1) <> 0;
CREATE INDEX archive_recipient ON archive (recipient, id) WHERE (visible & 2) <> 0;

-- How far the store writer has come in each journal; written in the transaction of the rows.
CREATE TABLE journal_position (
  journal  TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL,
  id       BIGINT NOT NULL
);

-- Entries whose rows the database refused for their data: kept whole, so that nothing is lost.
CREATE TABLE journal_parked (
  journal   TEXT COLLATE "C" NOT NULL,
  position  BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  reason    TEXT NOT NULL,
  entry     BYTEA NOT NULL,
  parked_at BIGINT NOT NULL DEFAULT (extract(epoch FROM now())::bigint),
  PRIMARY KEY (journal, position)
);
