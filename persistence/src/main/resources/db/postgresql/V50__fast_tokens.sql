-- FAST tokens (XEP-0484): two places per client. fresh: 1 for the one given and not yet used. The
-- token itself is not here: the node's secret makes it again from the salt, the hash tells whether it did.
CREATE TABLE fast_token (
  account    BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  user_agent TEXT COLLATE "C" NOT NULL,
  fresh      SMALLINT NOT NULL,
  mechanism  TEXT COLLATE "C" NOT NULL,
  salt       BYTEA NOT NULL,
  hash       BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account, user_agent, fresh)
);

CREATE INDEX fast_token_expiry ON fast_token (expires_at);
