// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.Jid;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Inboxes in memory, for tests; can be made to fail.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
public final class MemoryInboxes implements InboxStore {
  private final Map<Long, Map<String, Row>> rows = new TreeMap<>();
  private final LongFunction<Jid> owners;
  private long reflectedId;
  private long written;
  private boolean failing;

  /**
   * @param owners the account with this number, or null
   */
  public MemoryInboxes(final LongFunction<Jid> owners) {
    this.owners = owners;
  }

  /** From now on (or no longer) every call fails. */
  public synchronized void fail(final boolean now) {
    failing = now;
  }

  /** What there was is gone, as with a backup from before its first row. */
  public synchronized void lose() {
    rows.clear();
    reflectedId = 0;
  }

  /** Rows written so far. */
  public synchronized long written() {
    return written;
  }

  private Map<String, Row> of(final long account) {
    if (failing) {
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "told to fail", null);
    }
    if (owners.apply(account) == null) {
      rows.remove(account);
      return new HashMap<>();
    }
    return rows.computeIfAbsent(account, number -> new TreeMap<>());
  }

  @Override
  public synchronized List<Row> load(final long account) {
    return of(account).values().stream()
        .sorted(Comparator.comparingLong(Row::messageId))
        .map(row -> with(row, null))
        .toList();
  }

  @Override
  public synchronized Map<Jid, byte[]> messages(final long account, final List<Jid> peers) {
    final Map<Jid, byte[]> found = new HashMap<>();
    for (final Jid peer : peers) {
      final Row row = of(account).get(peer.toString());
      if (row != null) {
        found.put(peer, row.message());
      }
    }
    return found;
  }

  @Override
  public synchronized void write(final List<Row> batch, final long newReflectedId) {
    for (final Row row : batch) {
      final Map<String, Row> own = of(row.account());
      final Row before = own.get(row.peer().toString());
      if (before == null || before.appliedId() < row.appliedId()) {
        own.put(
            row.peer().toString(),
            row.message() == null && before != null ? with(row, before.message()) : row);
      }
      written++;
    }
    reflectedId = Math.max(reflectedId, newReflectedId);
  }

  @Override
  public synchronized long reflectedId() {
    return reflectedId;
  }

  @Override
  public synchronized List<Key> inBin(final long beforeId, final Key after, final int limit) {
    return rows.values().stream()
        .flatMap(own -> own.values().stream())
        .filter(row -> row.box().equals("bin") && !row.removed() && row.messageId() < beforeId)
        .filter(row -> after == null || isBehind(row, after))
        .limit(limit)
        .map(row -> new Key(row.account(), owners.apply(row.account()), row.peer()))
        .toList();
  }

  private static boolean isBehind(final Row row, final Key after) {
    return row.account() > after.account()
        || row.account() == after.account()
            && row.peer().toString().compareTo(after.peer().toString()) > 0;
  }

  @Override
  public synchronized void purgeRemoved(final long upTo) {
    rows.values()
        .forEach(own -> own.values().removeIf(row -> row.removed() && row.appliedId() <= upTo));
  }

  private static Row with(final Row row, final byte[] message) {
    return new Row(
        row.account(),
        row.peer(),
        row.appliedId(),
        row.messageId(),
        row.unread(),
        row.box(),
        row.mutedUntilMicros(),
        row.lastHash(),
        row.removed(),
        row.unreadIds(),
        message);
  }
}
