// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A client that speaks XMPP as text: says what it is told and waits for what it is told.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class RawXmpp implements AutoCloseable {
  private static final int TIMEOUT_MS = 20_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final StringBuilder received = new StringBuilder();
  private final String domain;

  RawXmpp(final InetSocketAddress address, final String domain) throws IOException {
    this.domain = domain;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    socket.connect(address, TIMEOUT_MS);
    in = socket.getInputStream();
  }

  /** Logged in by PLAIN and bound to the resource. */
  public static RawXmpp loggedIn(
      final InetSocketAddress address,
      final String user,
      final String domain,
      final String password,
      final String resource)
      throws IOException {
    final RawXmpp client = authenticated(address, user, domain, password);
    client.say(
        "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
            + resource
            + "</resource></bind></iq>");
    client.await("</iq>");
    return client;
  }

  /** Logged in by PLAIN and nothing more. */
  public static RawXmpp authenticated(
      final InetSocketAddress address,
      final String user,
      final String domain,
      final String password)
      throws IOException {
    final RawXmpp client = new RawXmpp(address, domain);
    client.open();
    client.await("</stream:features>");
    final byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    client.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString(plain)
            + "</auth>");
    client.await("<success");
    client.open();
    client.await("</stream:features>");
    return client;
  }

  void open() throws IOException {
    say(
        "<?xml version='1.0'?><stream:stream to='"
            + domain
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
  }

  public void say(final String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Everything up to and including the text; fails after a while. */
  public String await(final String expected) throws IOException {
    final byte[] buffer = new byte[8192];
    int at;
    while ((at = received.indexOf(expected)) < 0) {
      final int count = in.read(buffer);
      if (count < 0) {
        throw new IOException("closed before '" + expected + "', after: " + received);
      }
      received.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    final String all = received.substring(0, at + expected.length());
    received.delete(0, at + expected.length());
    return all;
  }

  /** Cuts the connection without a word. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
