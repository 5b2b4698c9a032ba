// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * RFC 7395 over RFC 6455: an HTTP upgrade, then one text message per stanza.
 *
 * <pre>
 *   |FIN,rsv,opcode|MASK,length7| length16 or length64 | mask (client only) | payload |
 *   0              1            2                      2, 4 or 10
 * </pre>
 *
 * <p>Owner: the session's loop. Allocates: for the upgrade, for fragments and for pings.
 */
final class WebSocketFraming implements Framing {
  private static final String FRAMING = "xmlns='urn:ietf:params:xml:ns:xmpp-framing'";
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLIENT = " xmlns='jabber:client'".getBytes(StandardCharsets.US_ASCII);
  private static final int FIN = 0x80;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final String host;
  private final String path;
  private final Consumer<byte[]> raw;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
  private boolean open;
  private String garbage;

  /**
   * @param raw takes bytes to send as they are (pongs)
   */
  WebSocketFraming(final String host, final String path, final Consumer<byte[]> raw) {
    this.host = host;
    this.path = path;
    this.raw = raw;
  }

  @Override
  public byte[] greeting() {
    final byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            + Base64.getEncoder().encodeToString(key)
            + "\r\nSec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Version: 13\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int read(
      final byte[] in, final int from, final int to, final Framer framer, final Framer.Sink sink) {
    int at = from;
    if (!open) {
      at = upgraded(in, from, to);
    }
    int next;
    while (open && garbage == null && (next = frame(in, at, to, framer, sink)) > 0) {
      at = next;
    }
    return at;
  }

  private int upgraded(final byte[] in, final int from, final int to) {
    final int end = Stanza.indexOf(in, from, to, HEAD_END);
    if (end < 0) {
      return from;
    }
    final String head = new String(in, from, end - from, StandardCharsets.ISO_8859_1);
    final String status = head.lines().findFirst().orElse("");
    open = status.contains(" 101 ");
    garbage = open ? null : "the WebSocket upgrade was refused: " + status;
    return end + HEAD_END.length;
  }

  /** Reads one frame; index behind it, or 0 when it is not whole. */
  private int frame(
      final byte[] in, final int at, final int to, final Framer framer, final Framer.Sink sink) {
    if (to - at < 2) {
      return 0;
    }
    final int short7 = in[at + 1] & 0x7f;
    final int header = short7 == 127 ? 10 : short7 == 126 ? 4 : 2;
    if (to - at < header) {
      return 0;
    }
    final long length = header == 2 ? short7 : number(in, at + 2, at + header);
    if (length > Framer.MAX_STANZA_BYTES || in[at + 1] < 0) {
      garbage = "a WebSocket frame that is masked or of " + length + " bytes";
      return 0;
    }
    final int end = at + header + (int) length;
    if (end > to) {
      return 0;
    }
    take(in, at, at + header, end, framer, sink);
    return end;
  }

  private void take(
      final byte[] in,
      final int at,
      final int from,
      final int end,
      final Framer framer,
      final Framer.Sink sink) {
    final int opcode = in[at] & 0x0f;
    if (opcode == PING) {
      raw.accept(frameOf(PONG, in, from, end - from));
    } else if (opcode == CLOSE) {
      sink.onStreamClose();
    } else if (opcode <= TEXT && (in[at] & FIN) != 0 && fragments.size() == 0) {
      element(in, from, end, framer, sink);
    } else if (opcode <= TEXT) {
      fragments.write(in, from, end - from);
      if ((in[at] & FIN) != 0) {
        final byte[] whole = fragments.toByteArray();
        fragments.reset();
        element(whole, 0, whole.length, framer, sink);
      }
    }
  }

  private void element(
      final byte[] in, final int from, final int to, final Framer framer, final Framer.Sink sink) {
    if (framer.read(in, from, to, sink) < to && framer.garbage() == null) {
      garbage = "a WebSocket message that is not one whole element (RFC 7395 §3.3)";
    }
  }

  @Override
  public void write(final ByteBuf out, final byte[] stanza, final int length) {
    // RFC 7395 §3.3.3: there is no stream element to inherit the namespace of stanzas from.
    final byte kind = stanza[1];
    if (kind != 'm' && kind != 'i' && kind != 'p') {
      header(out, TEXT, length);
      out.writeBytes(stanza, 0, length);
      return;
    }
    final int name = Framer.nameEnd(stanza, 1, length);
    header(out, TEXT, length + CLIENT.length);
    out.writeBytes(stanza, 0, name).writeBytes(CLIENT).writeBytes(stanza, name, length - name);
  }

  /** The mask is zero: it protects proxies from scripts in browsers, not a lab from itself. */
  private static void header(final ByteBuf out, final int opcode, final int length) {
    out.writeByte(FIN | opcode);
    if (length < 126) {
      out.writeByte(0x80 | length);
    } else if (length < 65_536) {
      out.writeByte(0x80 | 126).writeShort(length);
    } else {
      out.writeByte(0x80 | 127).writeLong(length);
    }
    out.writeInt(0);
  }

  private static byte[] frameOf(
      final int opcode, final byte[] in, final int from, final int length) {
    final byte[] out = new byte[6 + length];
    out[0] = (byte) (FIN | opcode);
    out[1] = (byte) (0x80 | length); // a control frame carries at most 125 bytes
    System.arraycopy(in, from, out, 6, length);
    return out;
  }

  private static long number(final byte[] in, final int from, final int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 8 | in[i] & 0xff;
    }
    return value;
  }

  @Override
  public String openStream(final String domain) {
    return "<open " + FRAMING + " to='" + domain + "' version='1.0'/>";
  }

  @Override
  public String closeStream() {
    return "<close " + FRAMING + "/>";
  }

  @Override
  public String garbage() {
    return garbage;
  }
}
