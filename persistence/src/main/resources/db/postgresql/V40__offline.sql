-- Messages that wait for an account's next session; the store writer inserts and, once a session has taken
-- them, deletes. id: that of the journal's entry. archived: 1 where the recipient's archive has the message under
-- this id, too. received_at: epoch milliseconds. stanza: as delivered, without a stanza-id where it is archived.
CREATE TABLE offline_message (
  account     BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  id          BIGINT NOT NULL,
  archived    SMALLINT NOT NULL,
  received_at BIGINT NOT NULL,
  stanza      BYTEA NOT NULL,
  PRIMARY KEY (account, id)
);
