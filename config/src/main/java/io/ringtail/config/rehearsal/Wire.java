// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's connection, read up to what is waited for; stanzas are counted on the way (XEP-0198
 * §4).
 *
 * <p>Owner: the thread that rehearses. Allocates: per read.
 */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 5_000;
  private static final Pattern STANZA = Pattern.compile("<(message|iq|presence)[ >]");

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8_192];
  private final StringBuilder read = new StringBuilder();
  private int stanzas;

  Wire(final Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
  }

  static String header(final String domain) {
    return "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
        + " version='1.0' to='"
        + domain
        + "'>";
  }

  void say(final String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Everything up to and with this text. */
  String await(final String end) throws IOException {
    int at = read.indexOf(end);
    while (at < 0) {
      final int count = in.read(buffer);
      if (count < 0) {
        throw new IOException("the stream ended before '" + end + "': " + read);
      }
      read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      at = read.indexOf(end);
    }
    final String found = read.substring(0, at + end.length());
    read.delete(0, at + end.length());
    for (final Matcher stanza = STANZA.matcher(found); stanza.find(); ) {
      stanzas++;
    }
    return found;
  }

  /** The features end with this. */
  void features() throws IOException {
    await("</stream:features>");
  }

  /** How many stanzas have come since this was last asked. */
  int takeStanzas() {
    final int count = stanzas;
    stanzas = 0;
    return count;
  }

  /** Goes without a word, as a client does that loses its network. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
