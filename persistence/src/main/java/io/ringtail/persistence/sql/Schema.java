// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.persistence.StorageStartException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema this node knows. Flyway costs a noticeable part of the start, so
 * it is loaded only when there is something to migrate.
 *
 * <p>Owner: the starting thread. Allocates: at start.
 */
final class Schema {
  /** The highest {@code V…} file in every folder below {@code resources/db}. */
  static final int CURRENT = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String HISTORY = "flyway_schema_history";
  private static final String VERSION =
      "SELECT version FROM "
          + HISTORY
          + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1";

  private final DataSource source;
  private final String folder;
  private final String historyExists;

  private Schema(final DataSource source, final String folder, final String historyExists) {
    this.source = source;
    this.folder = folder;
    this.historyExists = historyExists;
  }

  static Schema ofSqlite(final DataSource source) {
    return new Schema(
        source,
        "db/sqlite",
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + HISTORY + "'");
  }

  static Schema ofPostgres(final DataSource source) {
    return new Schema(
        source, "db/postgresql", "SELECT 1 WHERE to_regclass('" + HISTORY + "') IS NOT NULL");
  }

  /** Returns true when something had to be migrated. */
  boolean update() throws SQLException {
    final int found = version();
    if (found > CURRENT) {
      throw new StorageStartException(
          "The database was written by a newer version of Ringtail (its schema is "
              + found
              + ", this version knows "
              + CURRENT
              + ")",
          "Start the newer version, or restore the backup made before the upgrade",
          null);
    }
    if (found < CURRENT) {
      migrate();
    }
    return found < CURRENT;
  }

  /** The schema's version; 0 for an empty database. */
  int version() throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (Jdbc.first(connection, historyExists, row -> row.getInt(1)).isEmpty()) {
        return 0;
      }
      final Optional<String> version = Jdbc.first(connection, VERSION, row -> row.getString(1));
      return version.map(Integer::parseInt).orElse(0);
    }
  }

  private void migrate() {
    LOG.info("Migrating the database to schema {}", CURRENT);
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + folder)
          .load()
          .migrate();
    } catch (final FlywayException e) {
      throw new StorageStartException(
          "The database schema could not be migrated: " + e.getMessage(),
          "Restore the last backup if the database was changed by hand, and start again",
          e);
    }
  }
}
