// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketFramingTest implements Framer.Sink {
  private static final String UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n";

  private final List<String> events = new ArrayList<>();
  private final List<byte[]> raw = new ArrayList<>();
  private final WebSocketFraming framing = new WebSocketFraming("host", "/ws", raw::add);

  @Test
  void shouldReadStanzasHoweverTheBytesArrive() {
    final String big = "<message>" + "x".repeat(70_000) + "</message>";
    final byte[] bytes =
        join(
            UPGRADED.getBytes(StandardCharsets.US_ASCII), frame(0x81, "<open/>"), frame(0x81, big));
    final Framer framer = new Framer();
    int from = 0;
    for (int to = 1; to < bytes.length; to += 997) {
      from = framing.read(bytes, from, to, framer, this);
    }
    framing.read(bytes, from, bytes.length, framer, this);

    assertTrue(framing.isOpen());
    assertEquals(List.of("<open/>", big), events);
  }

  @Test
  void shouldJoinFragments() {
    read(UPGRADED.getBytes(StandardCharsets.US_ASCII));
    read(join(frame(0x01, "<pres"), frame(0x80, "ence/>")));

    assertEquals(List.of("<presence/>"), events);
  }

  @Test
  void shouldAnswerPings() {
    read(UPGRADED.getBytes(StandardCharsets.US_ASCII));
    read(frame(0x89, "hey"));

    assertEquals("hey", new String(raw.get(0), 6, 3, StandardCharsets.US_ASCII));
    assertEquals((byte) 0x8a, raw.get(0)[0]);
  }

  @Test
  void shouldSayThatTheUpgradeWasRefused() {
    read("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertFalse(framing.isOpen());
    assertEquals("the WebSocket upgrade was refused: HTTP/1.1 404 Not Found", framing.garbage());
  }

  @Test
  void shouldMaskWhatItSends() {
    final ByteBuf out = Unpooled.buffer();
    framing.write(out, new byte[] {'<', 'a', '/', '>'}, 4);

    final byte[] sent = new byte[out.readableBytes()];
    out.readBytes(sent);
    assertArrayEquals(new byte[] {(byte) 0x81, (byte) 0x84, 0, 0, 0, 0, '<', 'a', '/', '>'}, sent);
  }

  @Test
  void shouldNameTheNamespaceOfStanzas() {
    final ByteBuf out = Unpooled.buffer();
    final byte[] stanza = "<iq id='1'/>".getBytes(StandardCharsets.US_ASCII);
    framing.write(out, stanza, stanza.length);

    assertEquals(
        "<iq xmlns='jabber:client' id='1'/>",
        out.toString(6, out.readableBytes() - 6, StandardCharsets.US_ASCII));
  }

  private void read(final byte[] bytes) {
    assertEquals(bytes.length, framing.read(bytes, 0, bytes.length, new Framer(), this));
  }

  private static byte[] frame(final int head, final String text) {
    final byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    final ByteBuf out = Unpooled.buffer();
    out.writeByte(head);
    if (payload.length < 126) {
      out.writeByte(payload.length);
    } else {
      out.writeByte(127).writeLong(payload.length);
    }
    out.writeBytes(payload);
    return Arrays.copyOf(out.array(), out.readableBytes());
  }

  private static byte[] join(final byte[]... parts) {
    final ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (final byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public void onStreamOpen(final byte[] in, final int from, final int to) {
    events.add("open");
  }

  @Override
  public boolean onStanza(final byte[] in, final int from, final int to) {
    events.add(new String(in, from, to - from, StandardCharsets.UTF_8));
    return true;
  }

  @Override
  public void onStreamClose() {
    events.add("close");
  }
}
