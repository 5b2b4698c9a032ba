// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;

/**
 * Puts an outbox entry together as a loop would send it.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class SentBytes {
  private SentBytes() {}

  static String of(final Outbox outbox, final int entry, final Jid own) {
    final byte[] arena = outbox.arena().array();
    final ByteWriter out = new ByteWriter(256);
    switch (outbox.ownAddress(entry)) {
      case NONE -> out.put(arena, outbox.headStart(entry), outbox.headEnd(entry));
      case BARE -> head(outbox, entry, own.bare(), out);
      case FULL -> head(outbox, entry, own, out);
    }
    if (outbox.tailBuffer(entry) != null) {
      out.put(outbox.tailBuffer(entry), outbox.tailStart(entry), outbox.tailEnd(entry));
    }
    return out.put(arena, outbox.footStart(entry), outbox.footEnd(entry)).toString();
  }

  private static void head(
      final Outbox outbox, final int entry, final Jid address, final ByteWriter out) {
    final byte[] arena = outbox.arena().array();
    out.put(arena, outbox.headStart(entry), outbox.toAt(entry))
        .attribute("to", address.toString())
        .put(arena, outbox.toAt(entry), outbox.headEnd(entry));
  }
}
