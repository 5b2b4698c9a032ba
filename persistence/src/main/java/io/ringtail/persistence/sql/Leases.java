// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has a connection of the pool and who waits for one, so that nobody waits any longer once the
 * server is given up.
 *
 * <pre>
 *   waiting ─ interrupted      used ─ its socket is closed under it
 * </pre>
 *
 * <p>Owner: any thread that may block. Allocates: per connection taken.
 */
final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final HikariDataSource pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Thread> waiting = new HashSet<>();
  private final Set<Connection> used = Collections.newSetFromMap(new IdentityHashMap<>());
  private volatile boolean givenUp;

  Leases(final HikariDataSource pool) {
    this.pool = pool;
  }

  /** A connection for as long as it is open. */
  final class Lease implements AutoCloseable {
    private final Connection connection;

    private Lease(final Connection connection) {
      this.connection = connection;
    }

    Connection connection() {
      return connection;
    }

    @Override
    public void close() throws SQLException {
      try {
        connection.close(); // may have to roll back, and wait for that
      } finally {
        locked(() -> used.remove(connection));
      }
    }
  }

  Lease take() throws SQLException {
    locked(() -> waiting.add(Thread.currentThread()));
    Connection connection = null;
    try {
      connection = givenUp ? null : pool.getConnection();
    } finally {
      final Connection taken = connection;
      locked(() -> wasWaiting(taken));
    }
    if (givenUp) {
      if (connection != null) {
        new Lease(connection).close();
      }
      throw new SQLException("the server is away, and is not waited for any more");
    }
    return new Lease(connection);
  }

  private void wasWaiting(final Connection taken) {
    waiting.remove(Thread.currentThread());
    if (taken != null) {
      used.add(taken);
    }
    if (givenUp) {
      Thread.interrupted(); // it has served
    }
  }

  private void locked(final Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Refuses whoever asks from now on, at once, and lets go of whoever has asked before. */
  void giveUp() {
    lock.lock();
    try {
      givenUp = true;
      waiting.forEach(Thread::interrupt);
      List.copyOf(used).forEach(Leases::abort);
    } finally {
      lock.unlock();
    }
  }

  private static void abort(final Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (final SQLException closed) {
      LOG.debug("A connection could not be aborted: {}", closed.toString());
    }
  }
}
