// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One connection of a client that keeps its stream over many: level-1 elements in, text out.
 *
 * <p>Owner: one thread reads, any thread writes and cuts. Allocates: per element.
 */
final class Wire implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final int SILENCE_MS = 120_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16_384];
  private int start;
  private int end;

  Wire(final InetSocketAddress address) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(address, CONNECT_MS);
    socket.setSoTimeout(SILENCE_MS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Up to the features behind a proven account, over an unencrypted stream. */
  void authenticate(final String domain, final String user) throws IOException {
    open(domain);
    final byte[] plain = ("\0" + user + "\0" + user).getBytes(StandardCharsets.UTF_8);
    say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString(plain)
            + "</auth>");
    final String answer = next();
    if (!answer.startsWith("<success")) {
      throw new IOException("no login: " + answer);
    }
    open(domain);
  }

  private void open(final String domain) throws IOException {
    say(
        "<stream:stream to='"
            + domain
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
    final String features = next();
    if (!features.startsWith("<stream:features")) {
      throw new IOException("no features: " + features);
    }
  }

  synchronized void say(final String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next element on level 1; stream headers and declarations are passed over. */
  String next() throws IOException {
    while (true) {
      final int length = Elements.length(buffer, start, end);
      if (length > 0) {
        final String element = new String(buffer, start, length, StandardCharsets.UTF_8);
        start += length;
        if (!element.startsWith("<?") && !element.startsWith("<stream:stream")) {
          return element.strip();
        }
      } else {
        fill();
      }
    }
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    final int count = in.read(buffer, end, buffer.length - end);
    if (count <= 0) {
      throw new IOException("the connection has ended");
    }
    end += count;
  }

  /** Ends the connection at once: what is under way either way is lost. */
  void cut() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (final IOException gone) {
      return; // it had ended already
    }
  }

  @Override
  public void close() {
    cut();
  }
}
