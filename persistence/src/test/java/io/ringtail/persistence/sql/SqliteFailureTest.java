// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.StorageStartException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQLite when the file is locked, gone, full, read-only or damaged.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class SqliteFailureTest {
  private static final StoredPassword PASSWORD = new StoredPassword.Plain("secret");
  private static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid JULIET = Jid.parse("juliet@localhost");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("ringtail.db");
  }

  private SqliteSettings impatient(final Duration busy, final Duration call) {
    return new SqliteSettings(file(), SqliteSettings.Synchronous.FULL, 1, 4, busy, call);
  }

  private Database open() {
    return Database.open(impatient(Duration.ofMillis(100), Duration.ofSeconds(5)));
  }

  private Connection stranger() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private static void execute(final Connection connection, final String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertFails(final Reason reason, final Executable call) {
    assertEquals(reason, assertThrows(StoreException.class, call).reason());
  }

  @Test
  void shouldBeUnavailableForWritersWhileAnotherConnectionHasTheFileLocked() throws Exception {
    try (Database database = open();
        Connection other = stranger()) {
      database.stores().accounts().create(ROMEO, PASSWORD);
      execute(other, "BEGIN IMMEDIATE");

      assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(JULIET, PASSWORD));
      assertTrue(database.stores().accounts().find(ROMEO).isPresent());

      execute(other, "ROLLBACK");
      assertTrue(database.stores().accounts().create(JULIET, PASSWORD).isPresent());
    }
  }

  @Test
  void shouldChangeNothingAfterACallerGaveUp() throws Exception {
    final SqliteSettings slow = impatient(Duration.ofSeconds(20), Duration.ofMillis(200));
    try (Database database = Database.open(slow);
        Connection other = stranger()) {
      execute(other, "BEGIN IMMEDIATE");
      assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(ROMEO, PASSWORD));
      assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(ROMEO, PASSWORD));

      execute(other, "ROLLBACK");

      assertTrue(eventuallyCreated(database, JULIET));
      assertFalse(database.stores().accounts().find(ROMEO).isPresent());
    }
  }

  /** The writer notices the freed lock after its next look: a few calls may still give up. */
  private static boolean eventuallyCreated(final Database database, final Jid jid) {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return database.stores().accounts().create(jid, PASSWORD).isPresent();
      } catch (final StoreException e) {
        assertEquals(Reason.UNAVAILABLE, e.reason());
      }
    }
    return false;
  }

  @Test
  void shouldRejectCallsWhenTooManyWait() throws Exception {
    final SqliteSettings slow = impatient(Duration.ofSeconds(20), Duration.ofMillis(50));
    try (Database database = Database.open(slow);
        Connection other = stranger()) {
      execute(other, "BEGIN IMMEDIATE");
      // One is being tried, four wait: their callers gave up, but their places are taken.
      for (int i = 0; i < 5; i++) {
        assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(ROMEO, PASSWORD));
      }

      final StoreException rejected =
          assertThrows(
              StoreException.class, () -> database.stores().accounts().create(ROMEO, PASSWORD));

      assertEquals(Reason.UNAVAILABLE, rejected.reason());
      assertTrue(rejected.getMessage().contains("too many calls are waiting"));
      execute(other, "ROLLBACK");
    }
  }

  @Test
  void shouldBeUnavailableAndMakeNoNewFileUntilAMovedOneIsBack() throws Exception {
    try (Database database = open()) {
      final Path away = Files.move(file(), folder.resolve("away.db"));

      assertFails(Reason.UNAVAILABLE, () -> database.stores().accounts().create(ROMEO, PASSWORD));
      assertFails(Reason.UNAVAILABLE, database::check);
      assertFalse(Files.exists(file()));

      Files.move(away, file());
      assertTrue(database.stores().accounts().create(ROMEO, PASSWORD).isPresent());
      database.check();
    }
  }

  @Test
  void shouldCallAReadOnlyDatabaseUnavailable() throws Exception {
    open().close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file() + "?mode=ro");
        Statement statement = connection.createStatement()) {
      final SQLException readOnly =
          assertThrows(SQLException.class, () -> statement.execute("DELETE FROM account"));

      assertEquals(Reason.UNAVAILABLE, SqliteFailures.map(readOnly).reason());
    }
  }

  @Test
  void shouldRefuseBadData() throws Exception {
    open().close();
    try (Connection connection = stranger();
        Statement statement = connection.createStatement()) {
      final SQLException bad =
          assertThrows(
              SQLException.class,
              () -> statement.execute("INSERT INTO account (domain, local) VALUES ('d', 'l')"));

      assertEquals(Reason.REFUSED, SqliteFailures.map(bad).reason());
    }
  }

  @Test
  void shouldBeUnavailableAfterClosing() {
    final Database database = open();
    database.close();

    assertFails(Reason.UNAVAILABLE, database::check);
  }

  private String refusalToOpen() {
    return assertThrows(StorageStartException.class, () -> open().close()).getMessage();
  }

  @Test
  void shouldSayWhatToDoAboutAFileThatIsNoDatabase() throws IOException {
    Files.writeString(
        file(), "This is no database, but it is as long as one needs to be. ".repeat(99));

    final String refusal = refusalToOpen();

    assertTrue(refusal.contains(file().toString()), refusal);
    assertTrue(refusal.contains("damaged or no SQLite database"), refusal);
  }

  @Test
  void shouldSayWhatToDoAboutADamagedDatabase() throws IOException {
    try (Database database = open()) {
      database.stores().accounts().create(ROMEO, PASSWORD);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 4096; page < bytes.length(); page += 4096) {
        bytes.seek(page);
        bytes.write("damage".repeat(20).getBytes());
      }
    }

    assertTrue(refusalToOpen().contains("restore a backup"), refusalToOpen());
  }

  @Test
  void shouldSayThatAnotherProcessHasTheDatabaseLocked() throws Exception {
    open().close();
    try (Connection other = stranger()) {
      execute(other, "PRAGMA locking_mode = EXCLUSIVE");
      execute(other, "BEGIN EXCLUSIVE");

      assertTrue(refusalToOpen().contains("Another process has it locked"), refusalToOpen());
    }
  }

  @Test
  void shouldRefuseADatabaseOfANewerVersion() throws Exception {
    open().close();
    try (Connection other = stranger()) {
      execute(other, "UPDATE flyway_schema_history SET version = '999'");
    }

    assertTrue(refusalToOpen().contains("newer version of Ringtail"), refusalToOpen());
  }

  @Test
  void shouldSayThatTheFolderCannotBeWritten() {
    final SqliteSettings nowhere = SqliteSettings.in(Path.of("/proc/ringtail-data"));

    final String refusal =
        assertThrows(StorageStartException.class, () -> Database.open(nowhere)).getMessage();

    assertTrue(refusal.contains("cannot be written"), refusal);
  }
}
