-- Names are compared by their bytes, as on SQLite and as the node compares them. An identity is
-- never given twice. Flags are smallint, so that both databases take the same statements.
CREATE TABLE account (
  number       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  domain       TEXT COLLATE "C" NOT NULL,
  local        TEXT COLLATE "C" NOT NULL,
  password     TEXT,
  pass_details TEXT,
  created_at   BIGINT NOT NULL DEFAULT (extract(epoch FROM now())::bigint),
  UNIQUE (domain, local),
  CHECK ((password IS NULL) <> (pass_details IS NULL))
);

CREATE TABLE roster_version (
  account BIGINT PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  version BIGINT NOT NULL
);

-- member_of: the groups as a JSON array of strings. subscription: none, to, from, both.
-- listed: 0 for an item that only records a request. request: the pending one's markup, maybe empty.
CREATE TABLE roster_item (
  account      BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  contact      TEXT COLLATE "C" NOT NULL,
  name         TEXT NOT NULL,
  member_of    TEXT NOT NULL,
  subscription TEXT NOT NULL,
  pending_out  SMALLINT NOT NULL,
  pending_in   SMALLINT NOT NULL,
  approved     SMALLINT NOT NULL,
  listed       SMALLINT NOT NULL,
  request      TEXT NOT NULL,
  PRIMARY KEY (account, contact)
);

CREATE TABLE vcard (
  account BIGINT PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  vcard   BYTEA NOT NULL
);

CREATE TABLE private_xml (
  account   BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  namespace TEXT COLLATE "C" NOT NULL,
  name      TEXT COLLATE "C" NOT NULL,
  element   BYTEA NOT NULL,
  PRIMARY KEY (account, namespace, name)
);

CREATE TABLE blocked (
  account BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  jid     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, jid)
);

CREATE TABLE last_activity (
  account       BIGINT PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  epoch_seconds BIGINT NOT NULL,
  status        TEXT NOT NULL
);
