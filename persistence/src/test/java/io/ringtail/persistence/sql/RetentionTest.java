// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.testkit.ArchiveEntries;
import io.ringtail.handlers.testkit.ArchiveEntries.Party;
import io.ringtail.parser.Jid;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * How long archives keep messages, on both databases, by the upkeep's own thread.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
@ExtendWith(WithPostgres.class)
final class RetentionTest {
  private static final long DEADLINE_NS = Duration.ofSeconds(60).toNanos();
  private static final int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final Retention SHORT = new Retention("short", List.of("short.example"), 10);
  private static final Retention LONG = new Retention("long", List.of("long.example"), 60);
  private static final Retention EVER = new Retention("ever", List.of("ever.example"), 0);

  private final long ancient = daysAgo(100);
  private final long old = daysAgo(30);
  private final long recent = daysAgo(1);

  @Test
  void shouldKeepForEachDomainWhatItAsksForOnSqlite(@TempDir final Path folder) throws Exception {
    final SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + SqliteSettings.in(folder).file());
    try (Database database = Database.open(SqliteSettings.in(folder))) {
      assertKept(database, new ArchiveRows(source, new SqliteWords()), source);
    }
  }

  @Test
  void shouldKeepForEachDomainWhatItAsksForOnPostgres(final PostgresServer server)
      throws Exception {
    final PostgresSettings settings = server.create("retention_each");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      partition(source, "2026_08", "2026_10", "2026_11");
      assertKept(database, new ArchiveRows(source, new PostgresWords()), source);
      assertEquals(3, partitions(source), "somebody keeps messages for ever");
    }
  }

  private void assertKept(final Database database, final ArchiveRows rows, final DataSource source)
      throws Exception {
    written(source, recent + 256);
    final Party quick = party(database.stores(), "romeo@short.example");
    final Party slow = party(database.stores(), "juliet@long.example");
    final Party eternal = party(database.stores(), "nurse@ever.example");
    for (final long id : List.of(ancient, old, recent)) {
      rows.add(ArchiveEntries.message(id, quick, slow, BOTH, "<body>word</body>"));
      rows.add(ArchiveEntries.message(id + 256, slow, eternal, BOTH, "<body>word</body>"));
    }
    waitsForItsRecipient(source, quick);
    final ArchiveUpkeep upkeep = database.startUpkeep(true, List.of(SHORT, LONG, EVER), CLOCK);
    try {
      await(() -> count(source, "SELECT count(*) FROM archive_retention") == 2);
      await(() -> ids(database.stores(), slow).size() == 4);
      assertEquals(List.of(recent), ids(database.stores(), quick));
      assertEquals(List.of(old, old + 256, recent, recent + 256), ids(database.stores(), slow));
      assertEquals(
          List.of(ancient + 256, old + 256, recent + 256), ids(database.stores(), eternal));
      assertEquals(5, count(source, "SELECT count(*) FROM archive"), "nobody's rows are gone");
      assertEquals(1, database.stores().offline().count(quick.account()), "it is undelivered");
      final RetentionProgress progress = upkeep.retention();
      await(() -> progress.erasedMessages() == 1);
      await(() -> progress.lastRunSeconds() == NOW.getEpochSecond());
      assertEquals(0, progress.droppedPartitions());
    } finally {
      upkeep.close();
    }
  }

  @Test
  void shouldEraseManyMessagesInStepsThatItTimes(final PostgresServer server) throws Exception {
    final int many = 600;
    final PostgresSettings settings = server.create("retention_many");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      partition(source, "2026_08", "2026_10", "2026_11");
      final Party quick = party(database.stores(), "romeo@short.example");
      final ArchiveRows rows = new ArchiveRows(source, new PostgresWords());
      for (int i = 0; i < many; i++) {
        rows.add(ArchiveEntries.message(old + i, quick, quick, BOTH, "<body>word</body>"));
      }
      written(source, recent);
      final ArchiveUpkeep upkeep = database.startUpkeep(false, List.of(SHORT, EVER), CLOCK);
      try {
        await(() -> upkeep.retention().erasedMessages() == many);
        assertEquals(0, count(source, "SELECT count(*) FROM archive"));
        assertTrue(upkeep.retention().longestStepMs() > 0);
      } finally {
        upkeep.close();
      }
    }
  }

  @Test
  void shouldDropMonthsThatNobodyKeeps(final PostgresServer server) throws Exception {
    final PostgresSettings settings = server.create("retention_months");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      partition(source, "2026_08", "2026_10", "2026_11");
      execute(source, "CREATE TABLE archive_2026_07 (LIKE archive)"); // what a crash has left
      final ArchiveRows rows = new ArchiveRows(source, new PostgresWords());
      written(source, recent);
      final Party slow = party(database.stores(), "juliet@long.example");
      for (final long id : List.of(ancient, old, recent)) {
        rows.add(ArchiveEntries.message(id, slow, slow, BOTH, "<body>word</body>"));
      }
      final ArchiveUpkeep upkeep = database.startUpkeep(true, List.of(LONG), CLOCK);
      try {
        await(() -> partitions(source) == 2);
        await(() -> count(source, "SELECT count(*) FROM archive_words") == 2);
        assertEquals(2, upkeep.retention().droppedPartitions(), "with what a crash had left");
        assertTrue(upkeep.retention().lastRunSeconds() > 0);
        assertEquals(List.of(old, recent), ids(database.stores(), slow));
        assertEquals(
            0, count(source, "SELECT count(*) FROM pg_class WHERE relname = 'archive_2026_07'"));
      } finally {
        upkeep.close();
      }
    }
  }

  @Test
  void shouldDropNothingWhileThereAreAccountsOfOtherDomains(final PostgresServer server)
      throws Exception {
    final PostgresSettings settings = server.create("retention_others");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      partition(source, "2026_08", "2026_10", "2026_11");
      written(source, recent);
      final ArchiveRows rows = new ArchiveRows(source, new PostgresWords());
      final Party slow = party(database.stores(), "juliet@long.example");
      final Party other = party(database.stores(), "nurse@forgotten.example");
      for (final long id : List.of(ancient, old)) {
        rows.add(ArchiveEntries.message(id, slow, other, BOTH, "<body>word</body>"));
      }
      final ArchiveUpkeep upkeep = database.startUpkeep(true, List.of(LONG), CLOCK);
      try {
        await(() -> ids(database.stores(), slow).equals(List.of(old)));
        assertEquals(List.of(ancient, old), ids(database.stores(), other));
        assertEquals(3, partitions(source));
      } finally {
        upkeep.close();
      }
    }
  }

  @Test
  void shouldFinishADetachmentThatACrashHasLeft(final PostgresServer server) throws Exception {
    final PostgresSettings settings = server.create("retention_detach");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      partition(source, "2026_08", "2026_11");
      written(source, recent);
      try (Connection reader = source.getConnection()) {
        reader.setAutoCommit(false);
        reader.createStatement().executeQuery("SELECT count(*) FROM archive").close();
        // The detachment waits for the reader, and is given up in the middle.
        execute(
            source,
            "SET statement_timeout = '300ms'",
            "ALTER TABLE archive DETACH PARTITION archive_2026_08 CONCURRENTLY");
        reader.rollback();
      }
      final ArchiveUpkeep upkeep = database.startUpkeep(true, List.of(LONG), CLOCK);
      try {
        await(() -> partitions(source) == 1);
      } finally {
        upkeep.close();
      }
    }
  }

  private static long daysAgo(final int days) {
    return ArchiveIds.firstAt(
        TimeUnit.SECONDS.toMicros(NOW.minus(Duration.ofDays(days)).getEpochSecond()));
  }

  private static void partition(final DataSource source, final String... months)
      throws SQLException {
    for (final String month : months) {
      final var first = java.time.YearMonth.parse(month.replace('_', '-'));
      execute(
          source,
          "CREATE TABLE archive_"
              + month
              + " PARTITION OF archive FOR VALUES FROM ("
              + ArchivePartitions.first(first)
              + ") TO ("
              + ArchivePartitions.first(first.plusMonths(1))
              + ")");
    }
  }

  /** On one connection; what the last statement meets does not matter. */
  private static void execute(final DataSource source, final String... statements)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      for (int i = 0; i < statements.length - 1; i++) {
        Jdbc.update(connection, statements[i]);
      }
      try {
        Jdbc.update(connection, statements[statements.length - 1]);
      } catch (final SQLException e) {
        assertTrue(e.getMessage().contains("timeout"), e.getMessage());
      }
    }
  }

  private void waitsForItsRecipient(final DataSource source, final Party recipient)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      Jdbc.update(
          connection,
          "INSERT INTO offline_message VALUES (?, ?, 1, 0, ?)",
          recipient.account(),
          ancient,
          new byte[] {'<', 'm', '/', '>'});
    }
  }

  /** The store writer has come this far. */
  private static void written(final DataSource source, final long id) throws SQLException {
    execute(source, "INSERT INTO journal_position VALUES ('test', 1, " + id + ")");
  }

  private static long partitions(final DataSource source) {
    return count(source, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'archive'::regclass");
  }

  private static long count(final DataSource source, final String sql) {
    try (Connection connection = source.getConnection()) {
      return Jdbc.first(connection, sql, row -> row.getLong(1)).orElse(0L);
    } catch (final SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Party party(final Stores stores, final String address) {
    final Jid jid = Jid.parse(address);
    final long number =
        stores.accounts().create(jid, new StoredPassword.Plain("secret")).orElseThrow().number();
    return new Party(number, jid.withResource("home"));
  }

  private static List<Long> ids(final Stores stores, final Party of) {
    final ArchiveStore.Filter all = ArchiveStore.Filter.all(of.account(), of.jid().bare());
    return stores
        .archive()
        .page(new ArchiveStore.Query(all, 0, Long.MAX_VALUE, 100, false, false))
        .messages()
        .stream()
        .map(Archived::id)
        .toList();
  }

  private static void await(final java.util.function.BooleanSupplier condition) {
    final long deadlineNs = System.nanoTime() + DEADLINE_NS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadlineNs, "waited in vain");
      Thread.onSpinWait();
    }
  }
}
