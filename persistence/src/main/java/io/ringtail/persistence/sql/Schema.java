// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.persistence.StorageStartException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
  /**
   * Every {@code V…} file in the folders below {@code resources/db}. Each part of the node has a
   * range of its own, so they need not come in the order of their numbers.
   */
  static final List<Integer> KNOWN = List.of(1, 10, 20, 21, 22, 23, 30, 40, 50, 51);

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String HISTORY = "flyway_schema_history";
  private static final String VERSIONS =
      "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL";

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
    final List<Integer> found = versions();
    for (final int version : found) {
      if (!KNOWN.contains(version)) {
        throw newer(version);
      }
    }
    final boolean complete = found.containsAll(KNOWN);
    if (!complete) {
      migrate();
    }
    return !complete;
  }

  private static StorageStartException newer(final int version) {
    return new StorageStartException(
        "The database was written by a newer version of Ringtail (it has migration "
            + version
            + ", this version knows "
            + KNOWN
            + ")",
        "Start the newer version, or restore the backup made before the upgrade",
        null);
  }

  /** The migrations applied; none for an empty database. */
  List<Integer> versions() throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (Jdbc.first(connection, historyExists, row -> row.getInt(1)).isEmpty()) {
        return List.of();
      }
      return Jdbc.all(connection, VERSIONS, row -> Integer.parseInt(row.getString(1)));
    }
  }

  private void migrate() {
    LOG.info("Migrating the database to schema {}", KNOWN);
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:" + folder)
          .outOfOrder(true)
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
