// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the archive's months on PostgreSQL that nobody keeps any more, which is for sure only where
 * every account is of a domain that has an end to its archives. A month is detached concurrently,
 * which holds up neither readers nor writers, and dropped when nobody uses it; the words of its
 * messages go in small steps. A crash in between leaves a table that the next run drops.
 *
 * <p>Owner: the upkeep thread. Allocates: per step.
 */
final class ExpiredPartitions implements UpkeepStep {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredPartitions.class);
  private static final long PAUSE_SECONDS = 600;
  private static final long PAUSE_AFTER_REFUSAL_SECONDS = 30;
  private static final int ENDED = -1;

  private static final String MONTHS =
      "SELECT c.relname, i.inhrelid IS NOT NULL, coalesce(i.inhdetachpending, false)"
          + " FROM pg_class c LEFT JOIN pg_inherits i"
          + " ON i.inhrelid = c.oid AND i.inhparent = 'archive'::regclass"
          + " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
          + " AND c.relname ~ '^archive_[0-9]{4}_[0-9]{2}$' ORDER BY c.relname";
  private static final String FORGET_WORDS =
      "DELETE FROM archive_words WHERE id IN"
          + " (SELECT id FROM archive_words WHERE id < ? ORDER BY id LIMIT ?)";

  private final PostgresConnections connections;
  private final Retention longest;
  private final RetentionProgress progress;
  private final Object[] domains;
  private final String somebodyElse;
  private long pausedUntil;
  private final BoundedSteps steps;
  private long wordsBefore;

  /** One month's table: part of the archive, or what a detachment left. */
  private record Month(String table, boolean attached, boolean detaching) {
    private static final int YEAR_AT = "archive_".length();

    long end() {
      final String written = table.substring(YEAR_AT).replace('_', '-');
      return ArchivePartitions.first(YearMonth.parse(written).plusMonths(1));
    }
  }

  /**
   * @param longest of all of {@code retentions}
   */
  ExpiredPartitions(
      final PostgresConnections connections,
      final Retention longest,
      final List<Retention> retentions,
      final RetentionProgress progress) {
    this.connections = connections;
    this.steps = new BoundedSteps(connections, new PostgresStepLimit(), progress);
    this.longest = longest;
    this.progress = progress;
    this.domains = retentions.stream().flatMap(each -> each.domains().stream()).toArray();
    this.somebodyElse =
        "SELECT 1 FROM account WHERE domain NOT IN ("
            + ArchiveSelect.marks(domains.length)
            + ") LIMIT 1";
  }

  /** As {@link #coverEverybody}, and false where the database does not say. */
  boolean surelyCoverEverybody() {
    try {
      return coverEverybody();
    } catch (final StoreException away) {
      LOG.warn(
          "Whose archives have an end the database does not say, no month is dropped until the next"
              + " start: {}",
          away.getMessage());
      return false;
    }
  }

  /** False where somebody's archive may have no end: the host type is gone, or does not archive. */
  private boolean coverEverybody() {
    return connections.read(
        connection ->
            Jdbc.first(connection, somebodyElse, row -> row.getInt(1), domains).isEmpty());
  }

  @Override
  public boolean step(final long nowSeconds) {
    if (wordsBefore > 0) {
      return forgetWords();
    }
    if (nowSeconds < pausedUntil) {
      return false;
    }
    pausedUntil = nowSeconds + PAUSE_SECONDS;
    if (!coverEverybody()) {
      LOG.info("No month of the archive is dropped: there are accounts of other domains");
      return false;
    }
    if (dropExpired(nowSeconds)) {
      progress.ranAt(nowSeconds);
    } else {
      pausedUntil = nowSeconds + PAUSE_AFTER_REFUSAL_SECONDS;
    }
    return wordsBefore > 0;
  }

  /** False when somebody uses one of them: they are tried again in the next round. */
  private boolean dropExpired(final long nowSeconds) {
    final long before =
        Math.min(
            longest.expiredBefore(nowSeconds), connections.read(ExpiredMessages::writtenId) + 1);
    for (final Month month : months()) {
      if (month.end() <= before) {
        if (!drop(month)) {
          return false;
        }
        wordsBefore = month.end();
      }
    }
    return true;
  }

  private List<Month> months() {
    return connections.read(
        connection ->
            Jdbc.all(
                connection,
                MONTHS,
                row -> new Month(row.getString(1), row.getBoolean(2), row.getBoolean(3))));
  }

  private boolean drop(final Month month) {
    if (month.attached()) {
      final String how = month.detaching() ? " FINALIZE" : " CONCURRENTLY";
      if (!alone("ALTER TABLE archive DETACH PARTITION " + month.table() + how)) {
        return false;
      }
    }
    if (!alone("DROP TABLE " + month.table())) {
      return false;
    }
    progress.dropped();
    LOG.info("Dropped the archive's partition {}: nobody keeps it any more", month.table());
    return true;
  }

  /** Such a statement must not be part of a transaction; false when it would have had to wait. */
  private boolean alone(final String sql) {
    final long startedNs = System.nanoTime();
    try {
      connections.read(connection -> alone(connection, sql));
      return true;
    } catch (final StoreException failure) {
      if (PostgresFailures.isTimedOut(failure)) {
        progress.ended();
        LOG.info("Somebody uses what is to go, it is tried again: {}", failure.getMessage());
        return false;
      }
      throw failure;
    } finally {
      progress.step(System.nanoTime() - startedNs);
    }
  }

  private static int alone(final Connection connection, final String sql) throws SQLException {
    Jdbc.update(connection, "SET lock_timeout = '100ms'");
    try {
      return Jdbc.update(connection, sql);
    } finally {
      Jdbc.update(connection, "RESET lock_timeout"); // others use this connection after us
    }
  }

  private static int forgetWords(final StepTransaction step, final long before, final int most)
      throws SQLException {
    step.lock();
    return Jdbc.update(step.connection(), FORGET_WORDS, before, most);
  }

  /** True when there is more to do at once. */
  private boolean forgetWords() {
    final int size = steps.size();
    final int forgotten = steps.run(ENDED, (step, most) -> forgetWords(step, wordsBefore, most));
    if (forgotten != ENDED && forgotten < size) {
      wordsBefore = 0;
    }
    return forgotten != ENDED;
  }
}
