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

  @BeforeAll
  void open(final PostgresServer server) {
    database = Database.open(server.create("contract"));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  public Stores stores() {
    return database.stores();
  }
}
