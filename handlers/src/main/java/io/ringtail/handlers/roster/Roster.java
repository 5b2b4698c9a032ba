// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.port.RosterStore.StoredRoster;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidMap;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A loaded account's contacts as the store has committed them, and the changes that wait their
 * turn.
 *
 * <p>Owner: Router, after the loader built it. Allocates: per change.
 */
final class Roster {
  private final JidMap<RosterItem> items = new JidMap<>();
  private final ArrayDeque<RosterChange> waiting = new ArrayDeque<>(0);
  private long version;
  private int listed;
  private boolean writing;
  private boolean closed;

  Roster(final StoredRoster stored) {
    version = stored.version();
    for (final RosterItem item : stored.items()) {
      put(item);
    }
  }

  /** The item of this contact, only the bare part counts; null when there is none. */
  RosterItem item(final Jid contact) {
    return items.get(contact);
  }

  /** Every item, also those that only record a request. */
  void forEach(final Consumer<RosterItem> action) {
    items.forEach(action);
  }

  long version() {
    return version;
  }

  int listedCount() {
    return listed;
  }

  /** Requests of contacts that are not listed. */
  int unlistedCount() {
    return items.size() - listed;
  }

  /** Follows the store: the item, or its absence, was committed under this version. */
  void commit(final Jid contact, final RosterItem item, final long newVersion) {
    version = newVersion;
    final RosterItem before = item == null ? items.remove(contact) : put(item);
    if (item == null && before != null && before.listed()) {
      listed--;
    }
  }

  private RosterItem put(final RosterItem item) {
    final RosterItem before = items.put(item.contact(), item);
    if (before != null && before.listed()) {
      listed--;
    }
    if (item.listed()) {
      listed++;
    }
    return before;
  }

  /** Changes in the order they came; the one being written is no longer among them. */
  ArrayDeque<RosterChange> waiting() {
    return waiting;
  }

  /** True while a change is with the store. */
  boolean isWriting() {
    return writing;
  }

  void writing(final boolean now) {
    writing = now;
  }

  /** The account is being removed: nothing is changed any more. */
  void close() {
    closed = true;
    waiting.clear();
  }

  boolean isClosed() {
    return closed;
  }
}
