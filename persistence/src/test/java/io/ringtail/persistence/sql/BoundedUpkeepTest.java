// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.testkit.ArchiveEntries;
import io.ringtail.handlers.testkit.ArchiveEntries.Party;
import io.ringtail.parser.Jid;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Erasures on a PostgreSQL where others hold locks, or that is slow; stepped by hand.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
@ExtendWith(WithPostgres.class)
final class BoundedUpkeepTest {
  private static final int MANY = 120;
  private static final int LOCKED = 70;
  private static final int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;
  private static final YearMonth OLD = YearMonth.of(2026, 8);
  private static final long NOW = 1_795_687_200; // 2026-11-26T10:00:00Z
  private static final Retention RULE = new Retention("some", List.of("some.example"), 30);

  /** More steps than any of these erasures takes. */
  private static final int ENOUGH = 2_000;

  /** Takes some ten milliseconds of computing for each row that is changed. */
  private static final String SLOW =
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
          + " 'BEGIN PERFORM count(*) FROM generate_series(1, 100000); RETURN NEW; END'";

  private final long first = ArchivePartitions.first(OLD);
  private final RetentionProgress progress = new RetentionProgress();
  private Database database;
  private PostgresConnections connections;
  private Connection other;
  private Party romeo;
  private Party juliet;

  @BeforeEach
  void fill(final PostgresServer server, final TestInfo test) throws SQLException {
    final String name =
        "bounded_" + Integer.toHexString(test.getTestMethod().orElseThrow().getName().hashCode());
    final PostgresSettings settings = server.create(name);
    database = Database.open(settings);
    final HikariConfig pool = new HikariConfig();
    pool.setDataSource(PostgresSource.of(settings));
    pool.setMaximumPoolSize(1);
    connections = new PostgresConnections(new HikariDataSource(pool));
    other = PostgresSource.of(settings).getConnection();
    for (final YearMonth month : List.of(OLD, YearMonth.of(2026, 11))) {
      execute(
          "CREATE TABLE "
              + ArchivePartitions.name(month)
              + " PARTITION OF archive FOR VALUES FROM ("
              + ArchivePartitions.first(month)
              + ") TO ("
              + ArchivePartitions.first(month.plusMonths(1))
              + ")");
    }
    romeo = party("romeo@some.example");
    juliet = party("juliet@some.example");
    final ArchiveRows rows = new ArchiveRows(PostgresSource.of(settings), new PostgresWords());
    for (int i = 0; i < MANY; i++) {
      rows.add(ArchiveEntries.message(first + i, romeo, juliet, BOTH, "<body>word</body>"));
    }
    execute("INSERT INTO journal_position VALUES ('test', 1, " + recent() + ")");
  }

  @AfterEach
  void close() throws SQLException {
    other.close();
    connections.close();
    database.close();
  }

  private Party party(final String address) {
    final Jid jid = Jid.parse(address);
    final long number =
        database
            .stores()
            .accounts()
            .create(jid, new StoredPassword.Plain("secret"))
            .orElseThrow()
            .number();
    return new Party(number, jid.withResource("home"));
  }

  private static long recent() {
    return ArchiveIds.firstAt(TimeUnit.SECONDS.toMicros(NOW));
  }

  private BoundedSteps bounded() {
    return new BoundedSteps(connections, new PostgresStepLimit(), progress);
  }

  private ExpiredMessages retention() {
    return new ExpiredMessages(bounded(), new PostgresWords(), RULE, progress);
  }

  @Test
  void shouldEraseUpToARowThatSomebodyHoldsAndTheRestAfterwards() throws SQLException {
    final ExpiredMessages retention = retention();
    other.setAutoCommit(false);
    execute("SELECT id FROM archive WHERE id = " + (first + LOCKED) + " FOR UPDATE");

    for (int i = 0; i < ENOUGH && rows() > MANY - LOCKED; i++) {
      retention.step(NOW);
    }

    assertEquals(MANY - LOCKED, rows());
    assertFalse(retention.step(NOW), "not at once again: somebody holds the row");
    assertEquals(MANY - LOCKED, rows());
    assertTrue(progress.endedSteps() > 1);
    other.rollback();
    other.setAutoCommit(true);
    assertErased(retention);
    assertEquals(MANY, progress.erasedMessages());
  }

  @Test
  void shouldTakeOnLessUntilAStepIsShortEnoughWhereRowsAreSlow() throws SQLException {
    execute(SLOW);
    execute("CREATE TRIGGER slow BEFORE UPDATE ON archive FOR EACH ROW EXECUTE FUNCTION slow()");

    assertErased(retention());

    assertTrue(progress.endedSteps() > 0, "50 rows at once take longer than 100 ms");
  }

  @Test
  void shouldEraseARemovedAccountInStepsShortEnough() throws SQLException {
    execute(SLOW);
    execute("CREATE TRIGGER slow BEFORE UPDATE ON archive FOR EACH ROW EXECUTE FUNCTION slow()");
    database.stores().accounts().remove(romeo.jid().bare());
    database.stores().accounts().remove(juliet.jid().bare());
    final RemovedArchives removed =
        new RemovedArchives(connections, bounded(), new ArchivePurge(new PostgresWords()));

    assertErased(removed::step);

    assertTrue(progress.endedSteps() > 0, "50 rows at once take longer than 100 ms");
  }

  private void assertErased(final java.util.function.LongConsumer step) throws SQLException {
    for (int i = 0; i < ENOUGH && rows() > 0; i++) {
      step.accept(NOW);
    }
    assertEquals(0, rows());
  }

  private void assertErased(final ExpiredMessages retention) throws SQLException {
    final java.util.function.LongConsumer step = retention::step;
    assertErased(step);
  }

  @Test
  void shouldWaitForNobodysLockOnTheWordsForLong() throws SQLException {
    other.setAutoCommit(false);
    SearchIndex.lock(other);

    assertFalse(retention().step(NOW));

    assertEquals(1, progress.endedSteps());
    assertEquals(0, progress.longestStepMs(), "it held nothing itself");
    other.rollback();
    other.setAutoCommit(true);
    assertErased(retention());
  }

  @Test
  void shouldTakeWordsInStepsShortEnough() throws SQLException {
    execute(SLOW);
    execute(
        "CREATE TRIGGER slow BEFORE INSERT ON archive_words FOR EACH ROW EXECUTE FUNCTION slow()");
    final SearchIndex search = new SearchIndex(bounded(), new PostgresWords());

    assertTrue(search.catchUp(ENOUGH));

    assertEquals(MANY, count("archive_words"));
    assertTrue(progress.endedSteps() > 0, "50 rows at once take longer than 100 ms");
  }

  @Test
  void shouldTakeWordsInStepsShortEnoughHoweverManyThereAre() throws SQLException {
    execute(
        "INSERT INTO archive (id, sender, recipient, visible, sender_jid, recipient_jid, stanza)"
            + " SELECT 1000 + nth + "
            + first
            + ", nth % 500, nth % 700, 3, '', '', convert_to('<message><body>'"
            + " || (SELECT string_agg('w' || nth * word % 20011, ' ')"
            + " FROM generate_series(1, 12) AS word) || '</body></message>', 'UTF8')"
            + " FROM generate_series(1, 20000) AS nth");

    assertTrue(new SearchIndex(bounded(), new PostgresWords()).catchUp(ENOUGH));

    assertEquals(MANY + 20_000, count("archive_words"));
  }

  @Test
  void shouldWaitForNobodysLockForLongToTakeWords() throws SQLException {
    final SearchIndex search = new SearchIndex(bounded(), new PostgresWords());
    other.setAutoCommit(false);
    SearchIndex.lock(other);

    assertEquals(SearchIndex.Outcome.ENDED, search.step());

    assertEquals(1, progress.endedSteps());
    other.rollback();
    assertTrue(search.catchUp(ENOUGH));
    assertEquals(MANY, count("archive_words"));
  }

  @Test
  void shouldChangeNothingWhereNoWordsAreToBeTaken() throws SQLException {
    final SearchIndex search = new SearchIndex(bounded(), new PostgresWords());
    assertTrue(search.catchUp(ENOUGH));
    final String version = "SELECT xmin::text FROM archive_words_position";
    final String before = connections.read(c -> first(c, version));

    assertEquals(SearchIndex.Outcome.DONE, search.step());

    assertEquals(before, connections.read(c -> first(c, version)));
  }

  @Test
  void shouldTryAgainInTheNextRoundToDropAMonthThatSomebodyReads() throws SQLException {
    final ExpiredPartitions months =
        new ExpiredPartitions(connections, RULE, List.of(RULE), progress);
    other.setAutoCommit(false);
    execute("SELECT count(*) FROM archive");

    assertFalse(months.step(NOW));

    assertEquals(1, progress.endedSteps());
    assertEquals(0, progress.droppedPartitions());
    assertEquals("0", connections.read(c -> first(c, "SHOW lock_timeout")), "for whom comes next");
    assertFalse(months.step(NOW), "that would be the same round");
    assertEquals(1, progress.endedSteps());
    other.rollback();
    other.setAutoCommit(true);
    assertTrue(months.step(NOW + 60), "the words of its messages are to go");
    assertEquals(1, progress.droppedPartitions());
    assertEquals(0, rows());
    assertEquals(NOW + 60, progress.lastRunSeconds());
  }

  @Test
  void shouldTryAgainInTheNextRoundToDropADetachedMonthThatSomebodyReads() throws SQLException {
    execute("ALTER TABLE archive DETACH PARTITION " + ArchivePartitions.name(OLD));
    final ExpiredPartitions months =
        new ExpiredPartitions(connections, RULE, List.of(RULE), progress);
    other.setAutoCommit(false);
    execute("SELECT count(*) FROM " + ArchivePartitions.name(OLD));

    months.step(NOW);

    assertEquals(0, progress.droppedPartitions());
    other.rollback();
    other.setAutoCommit(true);
    months.step(NOW + 60);
    assertEquals(1, progress.droppedPartitions());
  }

  private void execute(final String sql) throws SQLException {
    other.createStatement().execute(sql);
  }

  private long rows() throws SQLException {
    return count("archive");
  }

  private long count(final String table) throws SQLException {
    return Long.parseLong(connections.read(c -> first(c, "SELECT count(*) FROM " + table)));
  }

  private static String first(final Connection connection, final String sql) throws SQLException {
    return Jdbc.first(connection, sql, row -> row.getString(1)).orElseThrow();
  }
}
