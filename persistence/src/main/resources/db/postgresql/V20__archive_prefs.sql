-- by_default: always, never or roster. always_kept, never_kept: JIDs as JSON arrays of strings.
CREATE TABLE archive_prefs (
  account     BIGINT PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
  by_default  TEXT NOT NULL,
  always_kept TEXT NOT NULL,
  never_kept  TEXT NOT NULL
);
