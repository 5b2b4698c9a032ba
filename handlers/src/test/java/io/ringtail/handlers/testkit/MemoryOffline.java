// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.OfflineEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.OfflineStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Offline messages in memory, written as the store writer does.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
final class MemoryOffline implements OfflineStore {
  private record Key(long account, long id) implements Comparable<Key> {
    @Override
    public int compareTo(final Key other) {
      return account == other.account
          ? Long.compare(id, other.id)
          : Long.compare(account, other.account);
    }
  }

  private final TreeMap<Key, Kept> rows = new TreeMap<>();

  synchronized void write(final byte[] entry) {
    final EntryType type = Layout.type(entry, 0);
    if (type == EntryType.OFFLINE_TAKEN) {
      rows.remove(new Key(OfflineEntry.account(entry, 0), OfflineEntry.message(entry, 0)));
    } else if (type == EntryType.MESSAGE) {
      final MessageEntry message = new MessageEntry().wrap(entry, 0);
      if (Views.has(message.views(), Views.OFFLINE)) {
        rows.put(new Key(message.recipient(), message.id()), kept(message));
      }
    }
  }

  private static Kept kept(final MessageEntry message) {
    return new Kept(
        message.id(),
        Views.has(message.views(), Views.ARCHIVE_RECIPIENT),
        message.receivedAtMs(),
        Arrays.copyOfRange(message.buffer(), message.stanzaStart(), message.stanzaEnd()));
  }

  private List<Kept> of(final long account, final long afterId) {
    final Map<Key, Kept> own =
        rows.subMap(new Key(account, afterId), false, new Key(account, Long.MAX_VALUE), true);
    return new ArrayList<>(own.values());
  }

  @Override
  public synchronized int count(final long account) {
    return of(account, 0).size();
  }

  @Override
  public synchronized List<Kept> load(
      final long account, final long afterId, final int atMost, final int atMostBytes) {
    final List<Kept> all = of(account, afterId);
    return all.subList(0, Math.min(atMost, all.size()));
  }
}
