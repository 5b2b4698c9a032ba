// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.journal.OfflineEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the store writer does with messages that wait for their recipient, and with those that have
 * reached him.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
abstract class OfflineRowsContract extends StoreWriterContract {
  @Test
  void shouldKeepOfflineMessagesUntilADeviceHasThem() {
    begin();
    final long juliet = account("juliet");
    final long archived = nextId();
    append(Messages.message(archived, 7, juliet, Views.OFFLINE | Views.ARCHIVE_RECIPIENT, "one"));
    final long offlineOnly = nextId();
    append(Messages.message(offlineOnly, 7, juliet, Views.OFFLINE, "two"));
    awaitWritten();

    final OfflineStore offline = database.stores().offline();
    assertEquals(2, offline.count(juliet));
    final List<OfflineStore.Kept> all = offline.load(juliet, 0, 10, 1 << 20);
    assertEquals(List.of(archived, offlineOnly), all.stream().map(OfflineStore.Kept::id).toList());
    assertTrue(all.getFirst().archived());
    assertFalse(all.getLast().archived());
    assertEquals(
        "<message type='chat'><body>two</body></message>",
        new String(all.getLast().stanza(), StandardCharsets.UTF_8));
    assertEquals(List.of(all.getFirst().id()), ids(offline.load(juliet, 0, 1, 1 << 20)));
    assertEquals(List.of(archived), ids(offline.load(juliet, 0, 10, 1)), "one, however large");
    assertEquals(List.of(offlineOnly), ids(offline.load(juliet, archived, 10, 1 << 20)));

    take(juliet, archived);
    take(juliet, archived);
    awaitWritten();
    assertEquals(List.of(offlineOnly), ids(offline.load(juliet, 0, 10, 1 << 20)));
    restart();
    awaitWritten();
    assertEquals(1, offline.count(juliet));
  }

  @Test
  void shouldKeepNoOfflineMessageOfARemovedAccount() {
    begin();
    final long juliet = account("juliet");
    append(Messages.message(nextId(), 7, juliet, Views.OFFLINE, "before"));
    awaitWritten();
    database.stores().accounts().remove(Jid.of("juliet", "localhost", ""));
    append(Messages.message(nextId(), 7, juliet, Views.OFFLINE, "late"));
    awaitWritten();
    assertEquals(0, database.stores().offline().count(juliet));
    assertEquals(List.of(0L), longs("SELECT count(*) FROM offline_message"));
  }

  private void take(final long account, final long message) {
    final ByteWriter entry = new ByteWriter(64);
    OfflineEntry.putTaken(entry, nextId(), account, message);
    append(entry.toByteArray());
  }

  private long account(final String name) {
    return database
        .stores()
        .accounts()
        .create(Jid.of(name, "localhost", ""), new StoredPassword.Plain("secret"))
        .orElseThrow()
        .number();
  }

  private static List<Long> ids(final List<OfflineStore.Kept> messages) {
    return messages.stream().map(OfflineStore.Kept::id).toList();
  }
}
