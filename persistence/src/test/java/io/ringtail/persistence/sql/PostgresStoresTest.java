// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.StoresContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The stores' contract on a real PostgreSQL.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
@ExtendWith(WithPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresStoresTest implements StoresContract {
  private Database database;
  private ArchiveRows rows;

  @BeforeAll
  void open(final PostgresServer server) {
    final PostgresSettings settings = server.create("contract");
    database = Database.open(settings);
    rows = new ArchiveRows(PostgresSource.of(settings), new PostgresWords());
    rows.partition();
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
