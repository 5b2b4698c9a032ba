-- AUTOINCREMENT: a number is never given twice, not even after the highest one is removed.
CREATE TABLE account (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  domain       TEXT NOT NULL,
  local        TEXT NOT NULL,
  password     TEXT,
  pass_details TEXT,
  created_at   INTEGER NOT NULL DEFAULT (unixepoch()),
  UNIQUE (domain, local),
  CHECK ((password IS NULL) <> (pass_details IS NULL))
) STRICT;

CREATE TABLE roster_version (
  account INTEGER PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  version INTEGER NOT NULL
) STRICT;

-- member_of: the groups as a JSON array of strings. subscription: none, to, from, both.
-- listed: 0 for an item that only records a request. request: the pending one's markup, maybe empty.
CREATE TABLE roster_item (
  account      INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  contact      TEXT NOT NULL,
  name         TEXT NOT NULL,
  member_of    TEXT NOT NULL,
  subscription TEXT NOT NULL,
  pending_out  INTEGER NOT NULL,
  pending_in   INTEGER NOT NULL,
  approved     INTEGER NOT NULL,
  listed       INTEGER NOT NULL,
  request      TEXT NOT NULL,
  PRIMARY KEY (account, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE vcard (
  account INTEGER PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  vcard   BLOB NOT NULL
) STRICT;

CREATE TABLE private_xml (
  account   INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  namespace TEXT NOT NULL,
  name      TEXT NOT NULL,
  element   BLOB NOT NULL,
  PRIMARY KEY (account, namespace, name)
) STRICT;

CREATE TABLE blocked (
  account INTEGER NOT NULL REFERENCES account (number) ON DELETE CASCADE,
  jid     TEXT NOT NULL,
  PRIMARY KEY (account, jid)
) STRICT, WITHOUT ROWID;

CREATE TABLE last_activity (
  account       INTEGER PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  epoch_seconds INTEGER NOT NULL,
  status        TEXT NOT NULL
) STRICT;
