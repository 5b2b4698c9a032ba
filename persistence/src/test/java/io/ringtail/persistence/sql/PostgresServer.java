// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL, one for all test classes of a JVM, stopped with it.
 *
 * <p>Owner: the tests' thread. Allocates: at start.
 */
final class PostgresServer implements AutoCloseable {
  private static final PostgresSettings.Timeouts TIMEOUTS =
      new PostgresSettings.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ZERO);

  private final EmbeddedPostgres postgres;

  private PostgresServer() {
    try {
      // The starter's own defaults forget commits when the server crashes.
      postgres = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    } catch (final IOException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** The server of this JVM, kept by JUnit's root context. */
  static PostgresServer of(final ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(PostgresServer.class, key -> new PostgresServer(), PostgresServer.class);
  }

  /** Settings for a new, empty database. */
  PostgresSettings create(final String database) {
    execute("CREATE DATABASE " + database);
    return settings(database, TIMEOUTS);
  }

  PostgresSettings settings(final String database, final PostgresSettings.Timeouts timeouts) {
    return new PostgresSettings(
        new PostgresSettings.Server("localhost", postgres.getPort(), database),
        "postgres",
        "",
        4,
        timeouts,
        PostgresSettings.Tls.OFF);
  }

  void execute(final String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (final SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Stops the server with all its processes; returns what {@link #thaw} needs. */
  List<Long> freeze() throws IOException, InterruptedException {
    final long postmaster = postmaster();
    // The parent first: it begets no more, so the list of its children is whole.
    signal("STOP", List.of(postmaster));
    final List<Long> pids = new ArrayList<>(childrenOf(postmaster));
    signal("STOP", pids);
    pids.add(postmaster);
    return pids;
  }

  private long postmaster() {
    return numbers("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint")
        .getFirst();
  }

  private static List<Long> childrenOf(final long postmaster) {
    return ProcessHandle.of(postmaster).orElseThrow().children().map(ProcessHandle::pid).toList();
  }

  /**
   * From now on none of the server's files grows beyond this, as if its disk were full; a segment
   * of its log must still fit.
   *
   * @param bytes or "unlimited"
   */
  void limitFiles(final String bytes) throws IOException, InterruptedException {
    final long postmaster = postmaster();
    limitFiles(postmaster, bytes); // its later children have what it has
    for (final long child : childrenOf(postmaster)) {
      limitFiles(child, bytes);
    }
  }

  private static void limitFiles(final long pid, final String bytes)
      throws IOException, InterruptedException {
    new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":")
        .start()
        .waitFor();
  }

  static void thaw(final List<Long> pids) throws IOException, InterruptedException {
    signal("CONT", pids);
  }

  void killBackendOf(final String database) throws IOException, InterruptedException {
    final String pids =
        "SELECT pid FROM pg_stat_activity WHERE datname = '" + database + "' LIMIT 1";
    signal("KILL", numbers(pids));
  }

  /** Waits until so many statements in the database wait for a lock. */
  void awaitWaiting(final String database, final int count) {
    final String waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
            + database
            + "'";
    while (numbers(waiting).getFirst() < count) {
      Thread.onSpinWait();
    }
  }

  private static void signal(final String name, final List<Long> pids)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> command.add(pid.toString()));
    new ProcessBuilder(command).start().waitFor();
  }

  private List<Long> numbers(final String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      return Jdbc.all(connection, sql, row -> row.getLong(1));
    } catch (final SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
