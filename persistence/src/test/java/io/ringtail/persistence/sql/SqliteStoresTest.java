// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.StoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * The stores' contract on SQLite.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SqliteStoresTest implements StoresContract {
  private Database database;
  private ArchiveRows rows;

  @BeforeAll
  void open(@TempDir final Path folder) {
    database = Database.open(SqliteSettings.in(folder));
    final SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + SqliteSettings.in(folder).file());
    rows = new ArchiveRows(source, new SqliteWords());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  public Stores stores() {
    return database.stores();
  }

  @Override
  public void archive(final byte[] entry) {
    rows.add(entry);
  }

  @Override
  public long nextId() {
    return rows.nextId();
  }
}
