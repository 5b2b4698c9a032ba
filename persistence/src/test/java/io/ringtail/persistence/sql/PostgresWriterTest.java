// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.persistence.sql.PostgresSettings.Timeouts;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The store writer on PostgreSQL, and PostgreSQL when it dies, freezes or refuses.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
@ExtendWith(WithPostgres.class)
final class PostgresWriterTest extends OfflineRowsContract {
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ZERO);

  /** What the server makes its log of; no file may be kept below that. */
  private static final int LOG_SEGMENT_BYTES = 16 << 20;

  /** Four rows fill a page. */
  private static final String FILL =
      "INSERT INTO archive (id, sender, recipient, visible, sender_jid, recipient_jid, stanza)"
          + " SELECT id, 0, 0, 0, '', '', decode(repeat(md5(id::text), 112), 'hex')"
          + " FROM generate_series(?, ?) AS id";

  private PostgresServer server;
  private PostgresSettings settings;
  private String name;

  @BeforeEach
  void prepare(final PostgresServer postgres, final TestInfo test) {
    server = postgres;
    name = "writer_" + Integer.toHexString(test.getTestMethod().orElseThrow().getName().hashCode());
    server.create(name);
    settings = server.settings(name, SHORT);
  }

  @Override
  Database openDatabase() {
    return Database.open(settings);
  }

  @Override
  DataSource beside() {
    return PostgresSource.of(server.settings(name, Timeouts.DEFAULT));
  }

  @Override
  void refuseRowsOf(final long sender) {
    execute("ALTER TABLE archive ADD CHECK (sender <> " + sender + ")");
  }

  private void assertAllArrivesAfter(final List<Long> sent) {
    sent.addAll(appendMessages(200));
    awaitWritten();
    assertEquals(sent, archived());
  }

  @Test
  void shouldCatchUpAfterTheServerWasFrozenForSeconds() throws Exception {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(500));
    final List<Long> frozen = server.freeze();
    final long untilNs = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    try {
      while (System.nanoTime() < untilNs) {
        sent.addAll(appendMessages(100));
        writer.await(lastId, 20);
      }
    } finally {
      PostgresServer.thaw(frozen);
    }
    assertAllArrivesAfter(sent);
  }

  @Test
  void shouldGoOnWhenItsConnectionIsKilledAgainAndAgain() {
    begin();
    final List<Long> sent = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      sent.addAll(appendMessages(200));
      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      writer.await(lastId, 5);
    }
    assertAllArrivesAfter(sent);
  }

  @Test
  void shouldGoOnAfterACrashOfTheServer() throws Exception {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(200));
    awaitWritten();
    sent.addAll(appendMessages(200));
    server.killBackendOf(name);
    sent.addAll(appendMessages(200));
    assertAllArrivesAfter(sent);
  }

  @Test
  void shouldWaitWhileTheDatabaseIsReadOnly() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    server.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
    final String disconnect =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'";
    server.execute(disconnect);
    sent.addAll(appendMessages(10));
    while (counted("writer.retries") < 3) {
      Thread.onSpinWait();
    }
    server.execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
    server.execute(disconnect);
    assertAllArrivesAfter(sent);
  }

  @Test
  void shouldWaitWhileTheServerRefusesConnections() {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    sent.addAll(appendMessages(10));
    while (counted("writer.retries") < 2) {
      Thread.onSpinWait();
    }
    server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    assertAllArrivesAfter(sent);
  }

  @Test
  void shouldWaitAndParkNothingWhileTheDatabaseHasNoRoom() throws Exception {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    server.limitFiles(Integer.toString(LOG_SEGMENT_BYTES));
    try {
      fillArchive();
      sent.addAll(appendLong(300));
      while (counted("writer.retries") < 3) {
        Thread.onSpinWait();
      }
      final long lag = counted("writer.lag_entries");
      assertTrue(lag > 0);
      sent.addAll(appendLong(300)); // the journal takes what it always takes
      assertEquals(lag + 300, counted("writer.lag_entries"));
      assertEquals(1, counted("writer.failing"));
    } finally {
      server.limitFiles("unlimited");
    }
    sent.addAll(appendMessages(200));
    awaitWritten();
    assertEquals(sent, longs("SELECT id FROM archive WHERE visible <> 0 ORDER BY id"));
    assertEquals(List.of(), longs("SELECT id FROM journal_parked"));
    assertEquals(0, counted("writer.parked"));
  }

  /** Long enough that none fits into what is left of a page. */
  private List<Long> appendLong(final int count) {
    final List<Long> appended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      append(Messages.message(nextId(), 1, 2, Messages.BOTH, "o".repeat(1_500)));
      appended.add(lastId);
    }
    return appended;
  }

  /** Rows that nobody sees, until there is no room for one more. */
  private void fillArchive() throws SQLException {
    long filler = ArchivePartitions.first(YearMonth.of(2027, 1));
    assertTrue(filler < lastId, "in the month of the messages, before all of them");
    try (Connection other = beside().getConnection()) {
      for (final int step : new int[] {500, 1}) {
        while (fill(other, filler, step)) {
          filler += step;
        }
      }
    }
  }

  private static boolean fill(final Connection connection, final long from, final int rows)
      throws SQLException {
    try {
      Jdbc.update(connection, FILL, from, from + rows - 1);
      return true;
    } catch (final SQLException full) {
      assertTrue(Set.of("53100", "XX000").contains(full.getSQLState()), full.getSQLState());
      return false;
    }
  }

  @Test
  void shouldKeepAMessageWhoseAddressIsNoUtf8() {
    begin();
    final byte[] bad = Messages.message(nextId(), 1);
    bad[new String(bad, StandardCharsets.ISO_8859_1).indexOf("romeo")] = (byte) 0xFF;
    final List<Long> sent = new ArrayList<>(List.of(lastId));
    append(bad);
    sent.addAll(appendMessages(3));
    awaitWritten();
    assertEquals(sent, archived());
    assertEquals(List.of(), longs("SELECT id FROM journal_parked"));
  }

  @Test
  void shouldMakePartitionsAsIdsComeEvenFarAhead() {
    begin();
    final List<Long> sent = new ArrayList<>();
    for (final int[] at : new int[][] {{2026, 1}, {2026, 12}, {2027, 1}, {2040, 6}}) {
      lastId = ArchivePartitions.first(YearMonth.of(at[0], at[1]));
      append(Messages.message(lastId, 1));
      sent.add(lastId);
    }
    lastId = ArchivePartitions.first(YearMonth.of(2040, 7)) - 1;
    append(Messages.message(lastId, 1));
    sent.add(lastId);
    awaitWritten();
    assertEquals(sent, archived());
    assertTrue(ArchiveIds.toEpochMicros(lastId) > 0);
    // The month that comes next is there a week before.
    assertEquals(
        5, longs("SELECT 1 FROM pg_inherits WHERE inhparent = 'archive'::regclass").size());
  }

  @Test
  void shouldWaitForThePlaceOfAPartitionRatherThanForALock() throws SQLException {
    begin();
    try (Connection other = beside().getConnection()) {
      other.setAutoCommit(false);
      Jdbc.update(other, "LOCK TABLE archive IN SHARE UPDATE EXCLUSIVE MODE");
      final List<Long> sent = new ArrayList<>(appendMessages(5));
      while (counted("writer.retries") < 2) {
        Thread.onSpinWait();
      }
      other.rollback();
      assertAllArrivesAfter(sent);
    }
  }
}
