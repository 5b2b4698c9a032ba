// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.testkit.ArchiveEntries;
import io.ringtail.handlers.testkit.ArchiveEntries.Party;
import io.ringtail.parser.Jid;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * What is done behind the store writer, by its own thread on both databases.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
@ExtendWith(WithPostgres.class)
final class ArchiveUpkeepTest {
  private static final long DEADLINE_NS = Duration.ofSeconds(60).toNanos();
  private static final int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;

  @Test
  void shouldEraseWhatARemovedAccountLeftOnSqlite(@TempDir final Path folder) {
    final SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + SqliteSettings.in(folder).file());
    try (Database database = Database.open(SqliteSettings.in(folder))) {
      assertErased(database, new ArchiveRows(source, new SqliteWords()));
    }
  }

  @Test
  void shouldEraseWhatARemovedAccountLeftOnPostgres(final PostgresServer server) {
    final PostgresSettings settings = server.create("archive_upkeep");
    final DataSource source = PostgresSource.of(settings);
    try (Database database = Database.open(settings)) {
      final ArchiveRows rows = new ArchiveRows(source, new PostgresWords());
      rows.partition();
      assertErased(database, rows);
    }
  }

  private static void assertErased(final Database database, final ArchiveRows rows) {
    final Stores stores = database.stores();
    final Party romeo = party(stores, "romeo@upkeep.example");
    final Party juliet = party(stores, "juliet@upkeep.example");
    for (int i = 0; i < 1_200; i++) {
      rows.add(ArchiveEntries.message(rows.nextId(), romeo, juliet, BOTH, "<body>word</body>"));
    }
    final ArchiveUpkeep upkeep = database.startUpkeep(true, List.of(), Clock.systemUTC());
    try {
      final ArchiveStore archive = stores.archive();
      stores.accounts().remove(romeo.jid().bare());
      await(() -> archive.ends(romeo.account(), 0).isEmpty());
      assertEquals(1_200, count(archive, juliet));

      stores.accounts().remove(juliet.jid().bare());
      await(() -> archive.ends(juliet.account(), 0).isEmpty());
    } finally {
      upkeep.close();
    }
  }

  private static Party party(final Stores stores, final String address) {
    final Jid jid = Jid.parse(address);
    final long number =
        stores.accounts().create(jid, new StoredPassword.Plain("secret")).orElseThrow().number();
    return new Party(number, jid.withResource("home"));
  }

  private static long count(final ArchiveStore archive, final Party of) {
    final ArchiveStore.Filter all = ArchiveStore.Filter.all(of.account(), of.jid().bare());
    return archive.page(new ArchiveStore.Query(all, 0, Long.MAX_VALUE, 1, false, true)).count();
  }

  private static void await(final BooleanSupplier condition) {
    final long deadlineNs = System.nanoTime() + DEADLINE_NS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadlineNs, "waited in vain");
      Thread.onSpinWait();
    }
  }
}
