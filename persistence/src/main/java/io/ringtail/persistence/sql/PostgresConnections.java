// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;

/**
 * A HikariCP pool. It drops connections that failed and makes new ones by itself, with growing
 * pauses while the server is away.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class PostgresConnections implements Connections {
  /** How often a transaction that lost a deadlock is run in all. */
  private static final int ATTEMPTS = 3;

  private static final long CLOSE_MS = 1_000;

  private final HikariDataSource pool;
  private final Leases leases;
  private final LongAdder reads = new LongAdder();

  PostgresConnections(final HikariDataSource pool) {
    this.pool = pool;
    this.leases = new Leases(pool);
  }

  @Override
  public <T> T read(final SqlWork<T> work) {
    reads.increment();
    try (Leases.Lease lease = leases.take()) {
      return work.run(lease.connection());
    } catch (final SQLException e) {
      throw PostgresFailures.map(e);
    }
  }

  @Override
  public long reads() {
    return reads.sum();
  }

  @Override
  public <T> T write(final SqlWork<T> work) {
    try {
      return persistently(work);
    } catch (final SQLException e) {
      throw PostgresFailures.map(e);
    }
  }

  @Override
  public <T> T writeUnlessGone(final T ifGone, final SqlWork<T> work) {
    try {
      return persistently(work);
    } catch (final SQLException e) {
      // Removed between our look at the account and the insert that refers to it.
      if (PostgresFailures.isOwnerGone(e)) {
        return ifGone;
      }
      throw PostgresFailures.map(e);
    }
  }

  private <T> T persistently(final SqlWork<T> work) throws SQLException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return transaction(work);
      } catch (final SQLException e) {
        if (!PostgresFailures.isVictim(e)) {
          throw e;
        }
      }
    }
    return transaction(work);
  }

  private <T> T transaction(final SqlWork<T> work) throws SQLException {
    // The pool rolls back what was not committed when the connection is given back.
    try (Leases.Lease lease = leases.take()) {
      final Connection connection = lease.connection();
      connection.setAutoCommit(false);
      final T result = work.run(connection);
      connection.commit();
      return result;
    }
  }

  /** Whoever asks, or has asked, fails at once. */
  void giveUp() {
    leases.giveUp();
  }

  /** A pool that cannot reach its server closes for seconds: the rest of that is not waited for. */
  @Override
  public void close() {
    final Thread closing =
        Thread.ofPlatform().daemon().name("ringtail-pool-close").start(pool::close);
    try {
      if (!leases.isGivenUp()) {
        closing.join(CLOSE_MS);
      }
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
