// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * Migrations on both databases, from nothing and again.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
@ExtendWith(WithPostgres.class)
final class SchemaTest {
  private static final StoredPassword PASSWORD = new StoredPassword.Plain("secret");
  private static final Jid ROMEO = Jid.parse("romeo@localhost");

  private static SQLiteDataSource sqlite(final Path folder) {
    final SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("schema.db"));
    return source;
  }

  private static void assertMigratesOnce(final Schema schema) throws SQLException {
    assertEquals(List.of(), schema.versions());
    assertTrue(schema.update());
    assertEquals(Schema.KNOWN, schema.versions());
    assertFalse(schema.update());
  }

  @Test
  void shouldMigrateSqliteFromNothingOnce(@TempDir final Path folder) throws SQLException {
    assertMigratesOnce(Schema.ofSqlite(sqlite(folder)));
  }

  @Test
  void shouldMigratePostgresFromNothingOnce(final PostgresServer server) throws SQLException {
    final DataSource source = PostgresSource.of(server.create("migrate_once"));

    assertMigratesOnce(Schema.ofPostgres(source));
  }

  @Test
  void shouldMigrateADatabaseThatLacksALowerNumber(@TempDir final Path folder) throws SQLException {
    final SQLiteDataSource source = sqlite(folder);
    final Schema schema = Schema.ofSqlite(source);
    schema.update();
    try (Connection connection = source.getConnection()) {
      Jdbc.update(connection, "DROP TABLE journal_parked");
      Jdbc.update(connection, "DROP TABLE journal_position");
      Jdbc.update(connection, "DROP TABLE archive");
      Jdbc.update(connection, "DELETE FROM flyway_schema_history WHERE version = '10'");
    }

    assertTrue(schema.update());
    assertEquals(Schema.KNOWN.size(), schema.versions().size());
  }

  @Test
  void shouldKnowEveryMigrationOfEveryDialect() {
    for (final String dialect : List.of("sqlite", "postgresql")) {
      assertEquals(Schema.KNOWN, migrations(dialect), dialect);
    }
  }

  private static List<Integer> migrations(final String dialect) {
    final File folder =
        new File(Schema.class.getClassLoader().getResource("db/" + dialect).getPath());
    return Stream.of(folder.list())
        .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
        .sorted()
        .toList();
  }

  @Test
  void shouldKeepEverythingOnSqliteOverARestart(@TempDir final Path folder) {
    assertSurvivesRestart(SqliteSettings.in(folder));
  }

  @Test
  void shouldKeepEverythingOnPostgresOverARestart(final PostgresServer server) {
    assertSurvivesRestart(server.create("restart"));
  }

  private static void assertSurvivesRestart(final DatabaseSettings settings) {
    final long number;
    try (Database database = Database.open(settings)) {
      number = database.stores().accounts().create(ROMEO, PASSWORD).orElseThrow().number();
      database.stores().vCards().store(number, new byte[] {1, 2, 3});
      database.stores().accounts().create(Jid.parse("last@localhost"), PASSWORD);
      database.stores().accounts().remove(Jid.parse("last@localhost"));
    }
    try (Database database = Database.open(settings)) {
      assertEquals(number, database.stores().accounts().find(ROMEO).orElseThrow().number());
      assertEquals(3, database.stores().vCards().load(number).orElseThrow().length);
      // The number of the account removed before the restart is not given again.
      assertEquals(
          number + 2,
          database
              .stores()
              .accounts()
              .create(Jid.parse("next@localhost"), PASSWORD)
              .orElseThrow()
              .number());
    }
  }

  @Test
  void shouldDescribeTheDatabase(@TempDir final Path folder) {
    try (Database sqlite = Database.open(SqliteSettings.in(folder))) {
      assertEquals("SQLite " + folder.resolve("ringtail.db"), sqlite.describe());
    }
  }
}
