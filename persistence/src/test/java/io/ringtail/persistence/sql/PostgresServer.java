// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
      postgres = EmbeddedPostgres.start();
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

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
