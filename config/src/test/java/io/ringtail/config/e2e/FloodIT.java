// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodIT extends BadStreams {
  private static final int MIB = 1024 * 1024;

  @BeforeEach
  void login() {
    login(villain, "tybalt");
  }

  @Test
  void shouldNotKeepAnElementThatNeverEnds() {
    final byte[] mebibyte = "x".repeat(MIB).getBytes(UTF_8);
    villain.say("<message to='juliet@localhost/chat'><body>");
    final long before = node.residentBytes();
    int sent = 0;
    while (sent < 64 && villain.trySay(mebibyte)) {
      sent++;
    }
    assertEndsWith("policy-violation");
    final long grown = node.residentBytes() - before;
    assertTrue(grown < 24L * MIB, "grown by " + grown / MIB + " MiB after " + sent + " MiB");
  }

  @Test
  void shouldNotKeepTheNamesOfEndlessPrefixes() throws Exception {
    final int perStanza = 600;
    final long before = node.liveBytes();
    for (int stanza = 0; stanza < 100; stanza++) {
      final int first = stanza * perStanza;
      final String children =
          IntStream.range(first, first + perStanza)
              .mapToObj(i -> "<p" + i + ":e" + i + " xmlns:p" + i + "='urn:" + i + "'/>")
              .reduce("", String::concat);
      villain.say(
          "<message type='chat' id='"
              + stanza
              + "' to='tybalt@localhost/street'>"
              + children
              + "</message>");
      final String copy = villain.next();
      assertTrue(copy.contains("id='" + stanza + "'"), copy);
      assertTrue(copy.contains(children), copy);
    }
    assertAnswersPing();
    final long grown = node.liveBytes() - before;
    assertTrue(grown < 4L * MIB, "grown by " + grown);
  }

  @Test
  void shouldEndOnlyTheStreamOfOneWhoNeverReads() {
    final int kilobytes = 60;
    final String body = "<body>" + "x".repeat(kilobytes * 1024) + "</body>";
    final byte[] message =
        ("<message type='chat' to='tybalt@localhost/street'>" + body + "</message>")
            .getBytes(UTF_8);
    final long before = overflows();
    try (TextClient sender = new TextClient(node.withoutTls())) {
      login(sender, "paris");
      // more than the kernel buffers on both sides and the node's own bound
      for (int sent = 0; sent < 64 * MIB && overflows() == before; sent += message.length) {
        sender.say(message);
        sender.say("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        String pong = sender.next();
        while (!pong.startsWith("<iq ")) {
          pong = sender.next();
        }
      }
      assertEquals(before + 1, overflows());
      assertEndsWith("resource-constraint");
      sender.say("<iq type='get' id='q' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
      String pong = sender.next();
      while (!pong.contains("id='q'")) {
        pong = sender.next();
      }
    }
  }

  @Test
  void shouldEndOnlyTheStreamOfOneWhoAsksForCountsAndNeverReads() {
    final byte[] requests = "<r xmlns='urn:xmpp:sm:3'/>".repeat(4_000).getBytes(UTF_8);
    final long before = overflows();
    villain.say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    assertTrue(villain.next().startsWith("<enabled "));
    // more answers than the kernel buffers on both sides and the node's own bound take
    int sent = 0;
    while (sent < 128 * MIB && overflows() == before && villain.trySay(requests)) {
      sent += requests.length;
    }
    assertEquals(before + 1, overflows(), "after " + sent / MIB + " MiB");
    assertEndsWith("resource-constraint");
  }

  private static long overflows() {
    return node.control(
        control -> {
          long sum = 0;
          final var counters = control.status().findPath("counters");
          for (final var counter : counters.properties()) {
            if (counter.getKey().endsWith("outbound.overflows")) {
              sum += counter.getValue().asLong();
            }
          }
          return sum;
        });
  }
}
