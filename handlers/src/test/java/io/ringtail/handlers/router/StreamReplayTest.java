// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.ByteWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams out of entries, of today's kinds and of those written before. */
class StreamReplayTest {
  private static final long STREAM = 5;
  private static final String STANZA = "<message to='r@a.lit'><body>O</body></message>";
  private static final int TAG_END = STANZA.indexOf("<body>");

  private final StreamReplay replay = new StreamReplay(new ByteArrays(), 10);
  private long id;

  /** A message of one stream's client. Owner: the test's thread. Allocates: never. */
  private record Said(int inbound) implements MessageEntry.Parties {
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
      return STREAM;
    }

    @Override
    public byte[] from() {
      return "s@a.lit/o".getBytes(StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void open() {
    final ByteWriter out = new ByteWriter(64);
    StreamEntry.putOpened(
        out, ++id, new StreamEntry.Opened(STREAM, 6, 7, 600_000, 1, "s@a.lit/o", ""));
    replayed(out);
    counts(2, 4);
  }

  private void replayed(final ByteWriter out) {
    replay.on(1, out.array(), 0, out.length());
  }

  private void counts(final int inbound, final int acked) {
    final ByteWriter out = new ByteWriter(64);
    StreamEntry.putCounts(out, ++id, STREAM, inbound, acked);
    replayed(out);
  }

  private void message(final int inbound, final boolean counted) {
    final ByteWriter out = new ByteWriter(64);
    final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
    encoder.begin(out, ++id, 1_000, new Said(inbound), new byte[0], 0, 0);
    out.raw(STANZA);
    encoder.endStanza();
    if (counted) {
      new MessageEntry().wrap(out.array(), 0).counted();
    }
    replayed(out);
  }

  private void copy(final long of, final int number) {
    final ByteWriter out = new ByteWriter(64);
    StreamEntry.putCopy(out, ++id, STREAM, number, UnackedQueue.STAMPED);
    StreamEntry.putMessage(out, of, TAG_END);
    replayed(out.raw("<stanza-id/>"));
  }

  private void sent(final int first, final String... stanzas) {
    final UnackedQueue queue = new UnackedQueue(new ByteArrays());
    for (final String stanza : stanzas) {
      queue.add(stanza.getBytes(StandardCharsets.UTF_8), 0, stanza.length(), 9, 0, 1_000);
    }
    final ByteWriter out = new ByteWriter(64);
    StreamEntry.putSent(out, ++id, STREAM, first, stanzas.length);
    queue.writeTo(out, queue.first(), queue.end());
    replayed(out);
  }

  private StreamReplay.Stored stored() {
    return replay.streams().iterator().next();
  }

  private static String text(final UnackedQueue queue, final int at) {
    return new String(
        queue.array(),
        queue.stanzaStart(at),
        queue.stanzaEnd(at) - queue.stanzaStart(at),
        StandardCharsets.UTF_8);
  }

  @Test
  void shouldReadWhatWasWrittenBeforeMessagesCounted() {
    message(9, false); // others before it were held back: its number is not the count
    counts(3, 4);
    sent(5, "<one/>", "<two/>");
    final UnackedQueue queue = stored().queue;
    assertFalse(stored().broken);
    assertEquals(3, stored().inbound);
    assertEquals(6, stored().outbound());
    assertEquals("<one/>", text(queue, queue.first()));
    assertEquals("<two/>", text(queue, queue.next(queue.first())));
  }

  @Test
  void shouldTakeTheSendersCountFromItsMessage() {
    message(3, true);
    message(9, false);
    assertEquals(3, stored().inbound);
  }

  @Test
  void shouldMakeACopyOutOfTheNewestMessage() {
    message(3, true);
    final long newest = id;
    copy(newest, 5);
    copy(newest, 6);
    final UnackedQueue queue = stored().queue;
    assertFalse(stored().broken);
    assertEquals(6, stored().outbound());
    assertEquals(
        new StringBuilder(STANZA).insert(TAG_END, "<stanza-id/>").toString(),
        text(queue, queue.first()));
    assertEquals(newest, queue.id(queue.first()));
    assertEquals(1_000, queue.sentAtMs(queue.first()));
    assertTrue(queue.has(queue.first(), UnackedQueue.STAMPED));
  }

  @Test
  void shouldNotBelieveACopyOfAMessageThatIsNotThere() {
    message(3, true);
    copy(id - 1, 5);
    assertTrue(stored().broken);
  }

  @Test
  void shouldNotBelieveACopyWithAGapBefore() {
    message(3, true);
    copy(id, 6);
    assertTrue(stored().broken);
  }

  @Test
  void shouldRememberTheCountOfAStreamThatHasEndedAndNothingOfARecord() {
    for (final long secret : new long[] {StreamEntry.NO_SECRET, 6}) {
      final ByteWriter out = new ByteWriter(64);
      StreamEntry.putEnded(out, ++id, new StreamEntry.Ended(STREAM, 7, secret, 4));
      replayed(out);
    }
    assertEquals(1, replay.ended().size());
    assertEquals(6, replay.ended().iterator().next().secret());
  }
}
