// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.persistence.writer.BatchStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive's partitions on PostgreSQL, one per month of ids (UTC): made when an id comes within
 * a week of one that is missing. A table is made whole and then attached, which holds up neither
 * readers nor writers; where even that lock is not to be had at once, it is tried again later.
 *
 * <p>Owner: the store writer. Allocates: when it makes one.
 */
final class ArchivePartitions implements RowRoom {
  private static final Logger LOG = LoggerFactory.getLogger(ArchivePartitions.class);
  private static final long AHEAD_MICROS = TimeUnit.DAYS.toMicros(7);
  private static final String ATTACHED =
      "SELECT 1 FROM pg_inherits"
          + " WHERE inhrelid = to_regclass(?) AND inhparent = 'archive'::regclass";

  private final Set<YearMonth> known = new HashSet<>();
  private long from = 1;
  private long upTo;

  @Override
  public void make(final Connections connections, final BatchStore.Part part) {
    for (int i = part.from(); i < part.to(); i++) {
      final long id = part.batch().id(i);
      if (id < from || id >= upTo) {
        make(connections, id);
      }
    }
  }

  private void make(final Connections connections, final long id) {
    final long micros = ArchiveIds.toEpochMicros(id);
    final YearMonth month = month(micros);
    make(connections, month);
    final boolean nextIsNear = !month(micros + AHEAD_MICROS).equals(month);
    if (nextIsNear) {
      make(connections, month.plusMonths(1));
    }
    from = first(month);
    upTo =
        nextIsNear
            ? first(month.plusMonths(1))
            : first(month.plusMonths(1)) - ArchiveIds.firstAt(AHEAD_MICROS);
  }

  @Override
  public void forget() {
    known.clear();
    from = 1;
    upTo = 0;
  }

  private void make(final Connections connections, final YearMonth month) {
    if (!known.contains(month)) {
      connections.write(connection -> attach(connection, month));
      known.add(month);
    }
  }

  private static boolean attach(final Connection connection, final YearMonth month)
      throws SQLException {
    final String name = name(month);
    if (Jdbc.first(connection, ATTACHED, row -> row.getInt(1), name).isPresent()) {
      return false;
    }
    Jdbc.update(connection, "SET LOCAL lock_timeout = '100ms'");
    Jdbc.update(connection, "CREATE TABLE IF NOT EXISTS " + name + " (LIKE archive)");
    Jdbc.update(
        connection,
        "ALTER TABLE archive ATTACH PARTITION "
            + name
            + " FOR VALUES FROM ("
            + first(month)
            + ") TO ("
            + first(month.plusMonths(1))
            + ")");
    LOG.info("Made the archive's partition {}", name);
    return true;
  }

  static String name(final YearMonth month) {
    return "archive_"
        + month.getYear()
        + (month.getMonthValue() < 10 ? "_0" : "_")
        + month.getMonthValue();
  }

  private static YearMonth month(final long epochMicros) {
    final Instant instant = Instant.ofEpochSecond(TimeUnit.MICROSECONDS.toSeconds(epochMicros));
    return YearMonth.from(instant.atZone(ZoneOffset.UTC));
  }

  /** The lowest id of a month. */
  static long first(final YearMonth month) {
    final long seconds = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return ArchiveIds.firstAt(TimeUnit.SECONDS.toMicros(seconds));
  }
}
