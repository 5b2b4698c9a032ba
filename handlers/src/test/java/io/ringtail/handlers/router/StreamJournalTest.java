// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what a stream changed is written, slot by slot. */
class StreamJournalTest {
  private static final StreamPolicy POLICY = new StreamPolicy(8, 20_000, 100, 600_000, 0, "");
  private static final boolean LAST = false;
  private static final boolean MORE_FOLLOW = true;

  private final Durability durability =
      new Durability(new ArchiveIds(0, 0), new MemoryJournal(), null);
  private final StreamJournal journal = new StreamJournal(durability);
  private final StreamManager streams = new StreamManager(durability.ids(), new Random(1), journal);
  private final Host host = new TestNode("example.com").host("example.com");
  private final LocalAccount account = new LocalAccount(Jid.parse("romeo@example.com"), host);
  private final LocalSession session =
      new LocalSession(1, Jid.parse("romeo@example.com/o"), account, 0, "");
  private NodeSlot slot;
  private ManagedStream stream;

  @BeforeEach
  void enable() {
    streams.wire(new StreamCountsTest.Unheard());
    account.add(session);
    begin();
    stream = streams.enable(session, POLICY, 600_000, 1);
    send(3);
    journal.write(null, LAST);
    begin();
  }

  private void begin() {
    slot = new NodeSlot();
    journal.begin(slot);
  }

  private void send(final int stanzas) {
    final Outbox outbox = new Outbox();
    for (int i = 0; i < stanzas; i++) {
      final int start = outbox.arena().length();
      outbox.arena().raw("<message/>");
      outbox.entry(Action.STANZA, start, outbox.arena().length());
      streams.sent(stream, outbox, 0, 0, 1);
    }
  }

  private List<EntryType> written() {
    final List<EntryType> types = new ArrayList<>();
    final Facts facts = slot.facts();
    for (int i = 0; i < facts.count(); i++) {
      types.add(Layout.type(facts.buffer(), facts.start(i)));
    }
    return types;
  }

  private int acked(final int fact) {
    return StreamEntry.acked(slot.facts().buffer(), slot.facts().start(fact));
  }

  @Test
  void shouldWriteAClientsCountAtTheEndOfTheBatch() {
    assertTrue(streams.acknowledge(stream, 1));
    journal.write(session, MORE_FOLLOW);
    assertEquals(List.of(), written());
    begin();
    assertTrue(streams.acknowledge(stream, 3));
    journal.write(session, LAST);
    assertEquals(List.of(EntryType.STREAM_COUNTS), written());
    assertEquals(3, acked(0));
  }

  @Test
  void shouldWriteAClientsCountWithWhatElseIsWritten() {
    assertTrue(streams.acknowledge(stream, 2));
    journal.write(session, MORE_FOLLOW);
    begin();
    send(1);
    journal.write(null, MORE_FOLLOW);
    assertEquals(List.of(EntryType.STREAM_COUNTS, EntryType.STREAM_SENT), written());
    assertEquals(2, acked(0));
  }

  @Test
  void shouldWriteWhatIsSentAtOnce() {
    send(1);
    journal.write(null, MORE_FOLLOW);
    assertEquals(List.of(EntryType.STREAM_SENT), written());
  }

  @Test
  void shouldNotLeaveAClientsCountToALaterBatch() {
    assertTrue(streams.acknowledge(stream, 2));
    journal.write(session, MORE_FOLLOW);
    begin();
    journal.write(null, LAST);
    assertEquals(List.of(EntryType.STREAM_COUNTS), written());
    begin();
    journal.write(null, LAST);
    assertEquals(List.of(), written());
  }
}
