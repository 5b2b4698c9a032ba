-- The words of archived messages, with the owners of each as further words; filled behind the archive where searching
-- is wanted. No row refers to archive: partitions of that go without asking.
CREATE TABLE archive_words (
  id    BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);

CREATE INDEX archive_words_words ON archive_words USING gin (words);

-- Up to which message words were taken; one row.
CREATE TABLE archive_words_position (
  id BIGINT NOT NULL
);
INSERT INTO archive_words_position (id) VALUES (0);
