// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.parser.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnackedQueueTest {
  private final UnackedQueue queue = new UnackedQueue(new ByteArrays());

  private void add(final String stanza, final long id) {
    final byte[] bytes = stanza.getBytes(StandardCharsets.UTF_8);
    queue.add(bytes, 0, bytes.length, id, 0, id * 2);
  }

  private static String stanza(final UnackedQueue queue, final int position) {
    return new String(
        Arrays.copyOfRange(queue.array(), queue.stanzaStart(position), queue.stanzaEnd(position)),
        StandardCharsets.UTF_8);
  }

  @Test
  void shouldGiveBackWhatWasPutInInOrder() {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final ArrayDeque<String> expected = new ArrayDeque<>();
    for (int step = 1; step < 20_000; step++) {
      if (random.nextInt(100) < 52) {
        final String stanza = "x".repeat(random.nextInt(300)) + step;
        add(stanza, step);
        expected.add(stanza);
      } else if (!expected.isEmpty()) {
        final int first = queue.first();
        assertEquals(expected.poll(), stanza(queue, first), "seed " + seed);
        assertEquals(queue.id(first) * 2, queue.sentAtMs(first), "seed " + seed);
        queue.removeFirst();
      }
      assertEquals(expected.size(), queue.count(), "seed " + seed);
    }
  }

  @Test
  void shouldFindAndMarkByArchiveId() {
    add("one", 1);
    add("two", 2);
    queue.mark(queue.find(2), UnackedQueue.TAKEN);
    assertEquals(-1, queue.find(3));
    assertEquals(false, queue.has(queue.first(), UnackedQueue.TAKEN));
    assertEquals(true, queue.has(queue.next(queue.first()), UnackedQueue.TAKEN));
  }

  @Test
  void shouldReadWhatItWrote() {
    add("one", 1);
    add("two", 2);
    queue.removeFirst();
    add("three", 3);
    final ByteWriter out = new ByteWriter(64).raw("before");
    queue.writeTo(out, queue.first(), queue.end());
    final UnackedQueue copy = new UnackedQueue(new ByteArrays());
    copy.readFrom(out.array(), "before".length(), out.length(), queue.count());
    assertEquals("two", stanza(copy, copy.first()));
    assertEquals("three", stanza(copy, copy.next(copy.first())));
    assertEquals(3, copy.id(copy.next(copy.first())));
  }
}
