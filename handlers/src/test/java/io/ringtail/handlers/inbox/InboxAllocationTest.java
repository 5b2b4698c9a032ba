// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.testkit.MemoryCheckpoint;
import io.ringtail.handlers.testkit.MemoryInboxes;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.SteppedWork;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.ring.Counters;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InboxAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 20_000;
  private static final int MARKED_EVERY = 10;
  private static final byte[] ROMEO = bytes("romeo@montague.lit/orchard");
  private static final byte[] JULIET = bytes("juliet@capulet.lit");
  private static final byte[] STANZA =
      bytes(
          "<message from='romeo@montague.lit/orchard' to='juliet@capulet.lit' id='m1' type='chat'>"
              + "<body>Good night, good night</body></message>");

  private final Counters counters = new Counters();
  private final InboxKeeper keeper =
      new InboxKeeper(
          new MemoryInboxes(number -> Jid.parse("a" + number + "@montague.lit")),
          new MemoryCheckpoint(0),
          new SteppedWork(),
          InboxLimits.defaults(Long.MAX_VALUE),
          index -> {},
          counters.counter("rows"),
          counters.counter("faults"));
  private final NodeSlot slot = new NodeSlot();
  private final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
  private final MessageEntry.Parties parties = new Parties();
  private long id = 1_000;

  private static byte[] bytes(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Romeo has the number 1, Juliet 2. */
  private static final class Parties implements MessageEntry.Parties {
    @Override
    public long sender() {
      return 1;
    }

    @Override
    public long recipient() {
      return 2;
    }

    @Override
    public long stream() {
      return 0;
    }

    @Override
    public int inbound() {
      return 0;
    }

    @Override
    public byte[] from() {
      return ROMEO;
    }
  }

  @Test
  void shouldCountWithoutAllocating() {
    final MemoryJournal journal = new MemoryJournal();
    message();
    journal.append(slot.facts().buffer(), slot.facts().start(0), slot.facts().end(0));
    slot.release();
    journal.replay(List.of(keeper.replay(journal))); // both accounts are in memory now

    run(WARM_UP);
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final long before = threads.getCurrentThreadAllocatedBytes();
    run(MEASURED);
    final long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(bytes < MEASURED, () -> bytes + " bytes for " + MEASURED + " messages");
    assertEquals(0, counters.snapshot().get("faults"));
  }

  private void run(final int times) {
    for (int i = 0; i < times; i++) {
      slot.set(SlotKind.STANZA, SessionHandle.NONE, id, null);
      message();
      if (i % MARKED_EVERY == 0) {
        marker();
      }
      keeper.onSlot(slot, i, true);
      slot.release();
    }
  }

  private void message() {
    final ByteWriter arena = slot.facts().arena();
    encoder.begin(arena, ++id, id, parties, JULIET, 0, JULIET.length);
    arena.put(STANZA);
    encoder.endStanza();
    encoder.views(Views.INBOX_SENDER | Views.INBOX_RECIPIENT);
    slot.facts().end();
  }

  private void marker() {
    final ByteWriter arena = slot.facts().arena();
    Layout.putHead(arena, EntryType.INBOX_MARKER, ++id);
    InboxEntry.put(arena, 2, 0, id - 2, 0);
    InboxEntry.putPeer(arena, ROMEO, 0, "romeo@montague.lit".length());
    slot.facts().end();
  }
}
