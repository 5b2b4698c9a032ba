-- Accounts that were removed and whose messages still have to be taken out of the archive. A row stays for a while
-- after the last one was found: what was journaled before the removal may be written after it.
CREATE TABLE archive_removed (
  account    BIGINT PRIMARY KEY,
  removed_at BIGINT NOT NULL DEFAULT (extract(epoch FROM now())::bigint)
);
