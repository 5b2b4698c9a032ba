// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.parser.Jid;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamCountsTest {
  private static final StreamPolicy POLICY = new StreamPolicy(8, 20_000, 100, 600_000, 0, "");

  private final StreamManager streams = manager();
  private final Host host = new TestNode("example.com").host("example.com");
  private final LocalAccount account = new LocalAccount(Jid.parse("romeo@example.com"), host);
  private ManagedStream stream;

  static StreamManager manager() {
    final Durability durability = new Durability(new ArchiveIds(0, 0), new MemoryJournal(), null);
    final StreamManager manager =
        new StreamManager(durability.ids(), new Random(1), new StreamJournal(durability));
    manager.wire(new Unheard());
    return manager;
  }

  /** Nobody has offline messages here. Owner: the test's thread. Allocates: never. */
  static final class Unheard implements StreamManager.OnAcknowledged {
    @Override
    public void taken(final LocalAccount account, final long id) {}

    @Override
    public void acknowledged(final LocalSession session) {}
  }

  @BeforeEach
  void enable() {
    final LocalSession session =
        new LocalSession(1, Jid.parse("romeo@example.com/o"), account, 0, "");
    account.add(session);
    stream = streams.enable(session, POLICY, 600_000, 1);
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

  @Test
  void shouldGoOnBehindTheLargestCount() {
    stream.counts(-2, -2, -2);
    stream.received();
    stream.received();
    stream.received();
    assertEquals(1, stream.handled());
    send(4);
    assertTrue(streams.acknowledge(stream, -1));
    assertEquals(3, stream.queue().count());
    assertTrue(streams.acknowledge(stream, 1));
    assertEquals(1, stream.queue().count());
    assertFalse(streams.acknowledge(stream, 3));
  }

  @Test
  void shouldIgnoreACountOvertakenByALaterOne() {
    send(5);
    assertTrue(streams.acknowledge(stream, 4));
    assertTrue(streams.acknowledge(stream, 2));
    assertEquals(4, stream.acked());
    assertEquals(1, stream.queue().count());
  }

  @Test
  void shouldRefuseACountOfWhatWasNeverSent() {
    send(5);
    assertFalse(streams.acknowledge(stream, 6));
    assertFalse(streams.acknowledge(stream, Integer.MIN_VALUE));
    assertFalse(streams.acknowledge(stream, -1));
    assertEquals(5, stream.queue().count());
  }

  @Test
  void shouldHoldTheCountBelowTheOldestStanzaThatWaits() {
    stream.received();
    stream.received();
    stream.held().add(2);
    stream.received();
    stream.held().add(3);
    stream.received();
    assertEquals(1, stream.handled());
    assertFalse(stream.held().remove(3));
    assertEquals(1, stream.handled());
    assertTrue(stream.held().remove(2));
    assertEquals(4, stream.handled());
  }

  @Test
  void shouldFindAStreamByItsWholeIdOnly() {
    final ManagedStream.Id id = ManagedStream.Id.parse(stream.id().toString());
    assertEquals(stream, streams.find(id));
    assertNull(streams.find(new ManagedStream.Id(id.number(), id.secret() + 1)));
    assertNull(ManagedStream.Id.parse("nonsense"));
    assertNull(ManagedStream.Id.parse("-"));
    assertNull(ManagedStream.Id.parse(null));
    assertNull(ManagedStream.Id.parse("z".repeat(5_000)));
  }
}
