// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * A few platform threads with a connection each. SQLite's calls are native and would hold a virtual
 * thread's carrier through every disk write, so virtual threads hand their work over and wait here,
 * with a time limit.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqliteLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLane.class);
  private static final int CLOSE_SECONDS = 10;

  private final SQLiteDataSource source;
  private final boolean transactional;
  private final long callTimeoutNs;
  private final ThreadPoolExecutor threads;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  private SqliteLane(
      final String name,
      final SQLiteDataSource source,
      final boolean transactional,
      final int threadCount,
      final SqliteSettings settings) {
    this.source = source;
    this.transactional = transactional;
    this.callTimeoutNs = settings.callTimeout().toNanos();
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waiting()),
            Thread.ofPlatform().daemon().name("ringtail-sqlite-" + name + "-", 0).factory());
  }

  static SqliteLane reading(final SQLiteDataSource source, final SqliteSettings settings) {
    return new SqliteLane("read", source, false, settings.readers(), settings);
  }

  /** One thread: SQLite has one writer at a time anyway. */
  static SqliteLane writing(final SQLiteDataSource source, final SqliteSettings settings) {
    return new SqliteLane("write", source, true, 1, settings);
  }

  <T> T call(final SqlWork<T> work) {
    final CommitGate gate = new CommitGate();
    final FutureTask<T> task = new FutureTask<>(() -> run(work, gate));
    try {
      threads.execute(task);
    } catch (final RejectedExecutionException full) {
      throw unavailable("SQLite: too many calls are waiting, or the database is closed", full);
    }
    return await(task, gate);
  }

  private <T> T run(final SqlWork<T> work, final CommitGate gate) throws SQLException {
    if (gate.isGivenUp()) {
      return null;
    }
    final Connection connection = connection();
    boolean sound = false;
    try {
      connection.setAutoCommit(!transactional);
      final T result = work.run(connection);
      if (transactional) {
        finish(connection, gate);
      }
      sound = true;
      return result;
    } finally {
      giveBack(connection, sound);
    }
  }

  private static void finish(final Connection connection, final CommitGate gate)
      throws SQLException {
    if (!gate.enterCommit()) {
      connection.rollback();
    }
    // Commits. The driver's commit() would begin, and lock, the next transaction at once.
    connection.setAutoCommit(true);
  }

  private Connection connection() throws SQLException {
    final Connection waiting = idle.poll();
    return waiting == null ? source.getConnection() : waiting;
  }

  /** A connection on which anything failed is closed, which also rolls back. */
  private void giveBack(final Connection connection, final boolean sound) {
    if (sound) {
      idle.add(connection);
    } else {
      closeQuietly(connection);
    }
  }

  private <T> T await(final FutureTask<T> task, final CommitGate gate) {
    try {
      return task.get(callTimeoutNs, TimeUnit.NANOSECONDS);
    } catch (final TimeoutException late) {
      throw gate.giveUp()
          ? unavailable("SQLite: no answer in time, nothing was changed", late)
          : unavailable("SQLite: the commit is taking too long, its outcome is open", late);
    } catch (final InterruptedException interrupted) {
      gate.giveUp();
      Thread.currentThread().interrupt();
      throw unavailable("SQLite: interrupted while waiting", interrupted);
    } catch (final ExecutionException failed) {
      throw cause(failed);
    }
  }

  private static RuntimeException cause(final ExecutionException failed) {
    return switch (failed.getCause()) {
      case SQLException sql -> SqliteFailures.map(sql);
      case RuntimeException other -> other;
      default -> new IllegalStateException(failed.getCause());
    };
  }

  private static StoreException unavailable(final String message, final Throwable cause) {
    return new StoreException(Reason.UNAVAILABLE, message, cause);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("SQLite is still busy after {} s; its last calls are left behind", CLOSE_SECONDS);
      }
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Connection last = idle.poll(); last != null; last = idle.poll()) {
      closeQuietly(last);
    }
  }

  private static void closeQuietly(final Connection connection) {
    try {
      connection.close();
    } catch (final SQLException e) {
      LOG.warn("A SQLite connection could not be closed: {}", e.getMessage());
    }
  }
}
