// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * One client that asks its own archive for pages (XEP-0313), one after the other.
 *
 * <p>Owner: one thread at a time. Allocates: per query.
 */
public final class ArchiveReader implements AutoCloseable {
  private static final double NARROW = 1e-4;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int asked;

  private ArchiveReader(final Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Logs in over plain TCP; the password is the user's name. */
  public static ArchiveReader connect(
      final InetSocketAddress address, final String domain, final String user) throws IOException {
    final Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(address);
    final ArchiveReader reader = new ArchiveReader(socket);
    final String plain =
        Base64.getEncoder()
            .encodeToString(("\0" + user + "\0" + user).getBytes(StandardCharsets.UTF_8));
    final String stream =
        "<?xml version='1.0'?><stream:stream to='"
            + domain
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>";
    reader.say(stream, "</stream:features>");
    reader.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>",
        "<success");
    reader.say(stream, "</stream:features>");
    reader.say(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</iq>");
    return reader;
  }

  /**
   * Asks for so many pages around a depth, never twice for the same one.
   *
   * @param depth 0 for the oldest messages, 1 for the newest
   * @return how long each answer took, in nanoseconds
   */
  public long[] look(
      final Instant start,
      final Duration whole,
      final double depth,
      final int page,
      final int count)
      throws IOException {
    final long[] ns = new long[count];
    for (int i = 0; i < count; i++) {
      final double at = Math.min(1 - NARROW, depth * (1 - 2 * NARROW)) + NARROW * i / count;
      final Instant from = start.plusNanos((long) (whole.toNanos() * at));
      final String query = query(from, page);
      final long beforeNs = System.nanoTime();
      final int results = say(query, "</fin></iq>");
      ns[i] = System.nanoTime() - beforeNs;
      if (results < page) {
        throw new IOException("a page of " + results + " results at " + from);
      }
    }
    return ns;
  }

  private String query(final Instant from, final int page) {
    return "<iq type='set' id='q"
        + asked++
        + "'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>"
        + "<field var='simple'><value>true</value></field><field var='start'><value>"
        + from
        + "</value></field></x><set xmlns='http://jabber.org/protocol/rsm'><max>"
        + page
        + "</max></set></query></iq>";
  }

  /** Sends, and reads up to what must come; returns how many results came before it. */
  private int say(final String text, final String awaited) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    final StringBuilder seen = new StringBuilder();
    while (seen.indexOf(awaited) < 0) {
      final int read = in.read(buffer);
      if (read < 0 || seen.indexOf("type='error'") >= 0) {
        throw new IOException("expected " + awaited + " but got " + seen);
      }
      seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
    }
    int results = 0;
    for (int at = seen.indexOf("<result "); at >= 0; at = seen.indexOf("<result ", at + 1)) {
      results++;
    }
    return results;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
