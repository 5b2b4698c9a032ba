// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int ROUNDS = 20_000;
  private static final byte[] CHAT =
      Bytes.utf8(
          "<message to='romeo@montague.example' id='3f1c5a2e' type='chat'><body>Wherefore art"
              + " thou, Romeo? Deny thy father and refuse</body><origin-id xmlns='urn:xmpp:sid:0'"
              + " id='3f1c5a2e'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>");
  private static final byte[] WEB_SOCKET_CHAT =
      Bytes.utf8(
          "<message xmlns='jabber:client' to='romeo@montague.example' type='chat'><body>x</body>"
              + "</message>");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void shouldAllocateNoMoreThanAaltoItselfForAChatStanza() {
    final double bytes = bytesPerParse(CHAT);
    assertTrue(bytes <= 210, () -> bytes + " bytes per stanza");
  }

  @Test
  void shouldCutTheContentNamespaceWithoutAllocating() {
    final double bytes = bytesPerParse(WEB_SOCKET_CHAT);
    assertTrue(bytes <= 210, () -> bytes + " bytes per stanza");
  }

  @Test
  void shouldFrameAndCheckUtf8WithoutAllocating() {
    final Framer framer = new Framer(Limits.defaults());
    framer.resetInsideStream();
    assertEquals(
        0,
        perRound(
            () -> {
              framer.scan(CHAT, 0, CHAT.length);
              return framer.frameEnd() == CHAT.length && Utf8.isValid(CHAT, 0, CHAT.length);
            }));
  }

  private double bytesPerParse(final byte[] stanza) {
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    final StanzaView view = new StanzaView();
    assertNull(parser.parse(stanza, 0, stanza.length, view));
    return perRound(() -> parser.parse(stanza, 0, stanza.length, view) == null);
  }

  private double perRound(final java.util.function.BooleanSupplier action) {
    final long thread = Thread.currentThread().threadId();
    double least = Double.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      final long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < ROUNDS; i++) {
        assertTrue(action.getAsBoolean());
      }
      final long allocated = threads.getThreadAllocatedBytes(thread) - before;
      least = Math.min(least, (double) (allocated / ROUNDS));
    }
    return least;
  }
}
