// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.csi.Deferrable;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.parser.ByteWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits for a client that is inactive (XEP-0352): the newest presence of everybody who changed
 * it since.
 *
 * <p>Owner: Router. Allocates: per presence that waits.
 */
final class Inactive {
  private final Map<String, byte[]> presences = new LinkedHashMap<>();
  private final int max;
  private byte[] newest;

  Inactive(final int max) {
    this.max = max;
  }

  /** Takes the outbox's newest entry if that is what can wait. */
  boolean takes(final LocalSession session, final Outbox outbox, final Deferrable deferrable) {
    final byte[] arena = outbox.arena().array();
    final int entry = outbox.entries() - 1;
    final int start = outbox.headStart(entry);
    if (outbox.headEnd(entry) == start || !deferrable.isAvailability(arena, start)) {
      return false;
    }
    final ByteWriter copy = new ByteWriter(outbox.length(entry) + 64);
    outbox.write(entry, session.escapedJid(), session.escapedBareLength(), copy);
    final String sender = deferrable.sender(arena, start);
    presences.remove(sender); // the order of the newest
    newest = copy.toByteArray();
    presences.put(sender, newest);
    return true;
  }

  /** What it took last. */
  byte[] newest() {
    return newest;
  }

  boolean isFull() {
    return presences.size() > max;
  }

  /** As at the beginning. */
  Inactive emptied() {
    return new Inactive(max);
  }

  Collection<byte[]> presences() {
    return presences.values();
  }
}
