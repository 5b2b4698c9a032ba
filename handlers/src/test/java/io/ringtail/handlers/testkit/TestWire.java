// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.util.Map;

/**
 * Hands entries to the sessions of a {@link TestNode} as a loop would.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class TestWire implements Outlet {
  private final Map<Long, TestSession> sessions;

  TestWire(final Map<Long, TestSession> sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean offer(
      final Outbox outbox, final int entry, final long[] handles, final int count) {
    for (int i = 0; i < count; i++) {
      final TestSession session = sessions.get(handles[i]);
      switch (outbox.action(entry)) {
        case STANZA, MANAGED -> session.receive(bytes(outbox, entry, session.jid()));
        case BOUND -> session.bound(Jid.parse(bytes(outbox, entry, null)));
        case UNBOUND -> session.unbound();
        case CLOSE -> session.close(bytes(outbox, entry, null));
      }
    }
    return true;
  }

  private String bytes(final Outbox outbox, final int entry, final Jid own) {
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

  @Override
  public void endOfBatch() {}
}
