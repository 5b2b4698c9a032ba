-- FAST tokens (XEP-0484): two places per client. fresh: 1 for the one given and not yet used. The
-- token itself is not here: the node's secret makes it again from the salt, the hash tells whether it did.
CREATE TABLE fast_token (
  account    INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  user_agent TEXT NOT NULL,
  fresh      INTEGER NOT NULL,
  mechanism  TEXT NOT NULL,
  salt       BLOB NOT NULL,
  hash       BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (account, user_agent, fresh)
) STRICT;

CREATE INDEX fast_token_expiry ON fast_token (expires_at);
