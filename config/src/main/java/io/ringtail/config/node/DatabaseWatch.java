// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.perf.health.Finding;
import io.ringtail.perf.health.Health;
import io.ringtail.persistence.sql.Database;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the database for a sign of life every few seconds, so that the check itself never waits.
 *
 * <p>Owner: its own virtual thread asks; any thread looks. Allocates: per question.
 */
final class DatabaseWatch implements Health.Check, AutoCloseable {
  private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(3);
  private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(8);
  private static final double SECOND_NS = 1e9;
  private static final double MS_NS = 1e6;
  private static final String ADVICE =
      "Start it, or mend the way to it; the node finds it again by itself. Clients that are logged"
          + " in go on chatting; logins and everything that must be looked up wait.";

  private final Database database;
  private volatile boolean stopped;
  private volatile long answeredNs = System.nanoTime();
  private volatile long tookNs;
  private volatile String failure = "";
  private Thread thread;

  DatabaseWatch(final Database database) {
    this.database = database;
  }

  void start() {
    thread = Thread.ofVirtual().name("ringtail-database-watch").start(this::watch);
  }

  private void watch() {
    while (!stopped) {
      ask();
      LockSupport.parkNanos(this, EVERY_NS);
    }
  }

  private void ask() {
    final long askedNs = System.nanoTime();
    try {
      database.check();
      answeredNs = System.nanoTime();
      tookNs = answeredNs - askedNs;
      failure = "";
    } catch (final StoreException silent) {
      failure = String.valueOf(silent.getMessage());
    }
  }

  String describe() {
    return database.describe();
  }

  /** Whether it had not answered when it was asked last. */
  boolean isSilent() {
    return !failure.isEmpty();
  }

  @Override
  public Finding look() {
    final long silentNs = System.nanoTime() - answeredNs;
    final String what = database.describe();
    if (!failure.isEmpty() || silentNs > SILENT_NS) {
      final String text =
          String.format(Locale.ROOT, "%s has not answered for %.0f s.", what, silentNs / SECOND_NS);
      return Finding.bad(text, ADVICE + (failure.isEmpty() ? "" : " Its last word: " + failure));
    }
    return Finding.ok(String.format(Locale.ROOT, "%s answered in %.1f ms.", what, tookNs / MS_NS));
  }

  @Override
  public void close() {
    stopped = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
