-- As on PostgreSQL; rowid is the message's id.
CREATE VIRTUAL TABLE archive_words USING fts5(
  words, content='', contentless_delete=1, detail='none', tokenize='unicode61 remove_diacritics 0');

CREATE TABLE archive_words_position (
  id INTEGER NOT NULL
) STRICT;
INSERT INTO archive_words_position (id) VALUES (0);
