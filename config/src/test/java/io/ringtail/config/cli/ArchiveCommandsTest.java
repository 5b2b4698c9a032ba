// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.sql.SqliteSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and purges archives in an idle data folder, by the real database. */
class ArchiveCommandsTest {
  private static final String FIRST =
      "<message from='juliet@localhost/a' to='romeo@localhost' type='chat' id='1'>"
          + "<body>\"Ay\" &amp; me</body></message>";
  private static final String SECOND =
      "<message from='romeo@localhost/b' to='juliet@localhost' type='chat' id='2'>"
          + "<body>She speaks</body></message>";

  @TempDir Path folder;
  private final Shell shell = new Shell();
  private long romeo;
  private long juliet;

  @BeforeEach
  void archive() throws SQLException {
    try (Database database = Database.open(SqliteSettings.in(folder))) {
      romeo = account(database, "romeo@localhost");
      juliet = account(database, "juliet@localhost");
    }
    final String file = "jdbc:sqlite:" + SqliteSettings.in(folder).file();
    try (Connection connection = DriverManager.getConnection(file)) {
      insert(connection, "2026-01-30T12:00:00Z", FIRST, juliet, romeo);
      insert(connection, "2026-01-31T12:00:00Z", SECOND, romeo, juliet);
    }
  }

  private static long account(final Database database, final String jid) {
    return database
        .stores()
        .accounts()
        .create(Jid.parse(jid), new StoredPassword.Plain("secret"))
        .orElseThrow()
        .number();
  }

  private static void insert(
      final Connection connection,
      final String time,
      final String stanza,
      final long sender,
      final long recipient)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO archive VALUES (?, ?, ?, 3, ?, ?, ?)")) {
      final var message = Elements.parse(stanza.getBytes(StandardCharsets.UTF_8), 0);
      insert.setLong(1, ArchiveIds.firstAt(Instant.parse(time).toEpochMilli() * 1_000));
      insert.setLong(2, sender);
      insert.setLong(3, recipient);
      insert.setString(4, Jid.parse(message.attribute("from")).bare().toString());
      insert.setString(5, Jid.parse(message.attribute("to")).bare().toString());
      insert.setBytes(6, stanza.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  private int archive(final String... arguments) {
    final String[] all = new String[arguments.length + 3];
    all[0] = "archive";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.toString();
    return shell.run(all);
  }

  @Test
  void shouldExportInThePortableForm() {
    assertEquals(ExitCode.OK, archive("export", "--user", "romeo@localhost"), shell.err());
    final String out = shell.out();
    assertTrue(
        out.startsWith(
            "<?xml version='1.0' encoding='UTF-8'?>\n"
                + "<server-data xmlns='urn:xmpp:pie:0'><host jid='localhost'><user name='romeo'>"
                + "<archive xmlns='urn:xmpp:pie:0#mam'>\n<result xmlns='urn:xmpp:mam:2' id='"),
        out);
    assertTrue(out.contains("<delay xmlns='urn:xmpp:delay' stamp='2026-01-30T12:00:00.000000Z'/>"));
    assertTrue(out.indexOf("me</body>") < out.indexOf("She speaks"));
    assertTrue(out.endsWith("</archive></user></host></server-data>\n"));
    assertEquals("exported 2 messages of romeo@localhost\n", shell.err());
  }

  @Test
  void shouldExportAPartAsJsonIntoAFile() throws IOException {
    final Path file = folder.resolve("out.jsonl");
    assertEquals(
        ExitCode.OK,
        archive(
            "export",
            "--user",
            "romeo@localhost",
            "--format",
            "jsonl",
            "--with",
            "juliet@localhost",
            "--end",
            "2026-01-30T12:00:00Z",
            "--output",
            file.toString()),
        shell.err());
    final String line = Files.readString(file);
    assertEquals(1, line.lines().count());
    assertTrue(
        line.contains(
            "\"time\":\"2026-01-30T12:00:00.000000Z\",\"from\":\"juliet@localhost/a\","
                + "\"to\":\"romeo@localhost\",\"body\":\"\\\"Ay\\\" & me\",\"stanza\":\"<message"),
        line);
  }

  @Test
  void shouldPurgeOneSideOnly() {
    assertEquals(
        ExitCode.OK,
        archive("purge", "--user", "romeo@localhost", "--before", "2026-01-31T00:00:00Z"));
    assertEquals("purged 1 messages of romeo@localhost\n", shell.out());
    assertEquals(ExitCode.OK, archive("purge", "--user", "romeo@localhost"));
    assertEquals("purged 1 messages of romeo@localhost\n", shell.out());
    assertEquals(ExitCode.OK, archive("export", "--user", "juliet@localhost"));
    assertEquals("exported 2 messages of juliet@localhost\n", shell.err());
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertEquals(ExitCode.NO, archive("export", "--user", "nobody@localhost"));
    assertEquals("ringtail: there is no account nobody@localhost\n", shell.err());
    assertEquals(
        ExitCode.USAGE, archive("purge", "--user", "romeo@localhost", "--before", "yesterday"));
    assertEquals(ExitCode.USAGE, archive("export", "--user", "romeo@localhost", "--with", "@"));
  }
}
