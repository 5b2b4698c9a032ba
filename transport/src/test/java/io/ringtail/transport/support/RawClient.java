// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Base64;

/**
 * A client that sends text and waits for text.
 *
 * <p>Owner: the test. Allocates: per call.
 */
public final class RawClient implements AutoCloseable {
  private static final int ANY_PORT = 0;
  private static final int DEADLINE_MS = 10_000;
  public static final String HEADER =
      "<stream:stream to='example.org' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private final StringBuilder received = new StringBuilder();
  private boolean ended;

  public RawClient(final InetSocketAddress address) {
    try {
      use(new Socket(address.getAddress(), address.getPort()));
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Connects from a local address of its own, {@code 127.0.0.2} for example. */
  public RawClient(final InetSocketAddress address, final String from) {
    try {
      use(
          new Socket(
              address.getAddress(), address.getPort(), InetAddress.getByName(from), ANY_PORT));
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Goes on over another socket, as after a TLS handshake. */
  public void use(final Socket newSocket) throws IOException {
    socket = newSocket;
    socket.setSoTimeout(DEADLINE_MS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  public Socket socket() {
    return socket;
  }

  public RawClient send(final String text) {
    return send(text.getBytes(UTF_8));
  }

  public RawClient send(final byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads until the text has come; returns everything up to and including it. */
  public String expect(final String text) {
    while (true) {
      final int at = received.indexOf(text);
      if (at >= 0) {
        final String all = received.substring(0, at + text.length());
        received.delete(0, at + text.length());
        return all;
      }
      if (!readSome()) {
        throw new AssertionError("expected " + text + " but the stream ended with " + received);
      }
    }
  }

  /** Reads to the end of the connection; returns what came. */
  public String rest() {
    while (readSome()) {}
    final String all = received.toString();
    received.setLength(0);
    return all;
  }

  private boolean readSome() {
    final byte[] buffer = new byte[16_384];
    try {
      final int count = ended ? -1 : in.read(buffer);
      if (count < 0) {
        ended = true;
        return false;
      }
      received.append(new String(buffer, 0, count, UTF_8));
      return true;
    } catch (final SocketTimeoutException late) {
      throw new AssertionError("nothing came; so far: " + received, late);
    } catch (final IOException reset) {
      ended = true;
      return false;
    }
  }

  /** Header, PLAIN, header, bind. */
  public RawClient login(final String user, final String resource) {
    send(HEADER).expect("</stream:features>");
    authenticate(user, "pencil");
    send(HEADER).expect("</stream:features>");
    return bind(resource);
  }

  public RawClient authenticate(final String user, final String password) {
    send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString(("\0" + user + '\0' + password).getBytes(UTF_8))
            + "</auth>");
    expect("<success");
    expect("/>");
    return this;
  }

  public RawClient bind(final String resource) {
    send(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
            + resource
            + "</resource></bind></iq>");
    expect("</iq>");
    return this;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
