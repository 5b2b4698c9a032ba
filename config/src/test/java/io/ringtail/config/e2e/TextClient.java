// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;

/**
 * A client that sends what it is told, well-formed or not, and takes what comes apart into the
 * stream's elements.
 *
 * <p>Owner: one thread of the test. Allocates: per call.
 */
final class TextClient implements AutoCloseable {
  private static final String STREAM_END = "</stream:stream>";

  private final Socket socket = new Socket();
  private final Reader in;
  private final StringBuilder received = new StringBuilder();
  private final char[] buffer = new char[8192];
  private boolean ended;

  TextClient(final InetSocketAddress address) {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Await.DEADLINE_MS);
      socket.setSoTimeout(Await.DEADLINE_MS);
      in = new InputStreamReader(socket.getInputStream(), UTF_8);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String header(final String domain) {
    return "<?xml version='1.0'?><stream:stream to='"
        + domain
        + "' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  }

  static String plain(final String user, final String password) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
        + proof(user, password)
        + "</auth>";
  }

  /** XEP-0388 §2.3, with more asked for inline. */
  static String sasl2(final String user, final String password, final String inline) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
        + proof(user, password)
        + "</initial-response>"
        + inline
        + "</authenticate>";
  }

  private static String proof(final String user, final String password) {
    return Base64.getEncoder().encodeToString(("\0" + user + '\0' + password).getBytes(UTF_8));
  }

  static String bind(final String resource) {
    return "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
        + resource
        + "</resource></bind></iq>";
  }

  /** Header and features. */
  TextClient open(final String domain) {
    say(header(domain));
    next();
    return this;
  }

  TextClient authenticate(final String user, final String domain, final String password) {
    open(domain).say(plain(user, password));
    final String answer = next();
    if (answer == null || !answer.startsWith("<success")) {
      throw new AssertionError("no login: " + answer);
    }
    return open(domain);
  }

  TextClient login(
      final String user, final String domain, final String password, final String resource) {
    authenticate(user, domain, password).say(bind(resource));
    final String answer = next();
    if (answer == null || !answer.contains("type='result'")) {
      throw new AssertionError("no bind: " + answer);
    }
    return this;
  }

  TextClient say(final String text) {
    return say(text.getBytes(UTF_8));
  }

  TextClient say(final byte[] bytes) {
    if (!trySay(bytes)) {
      throw new AssertionError("the node has ended the connection; last words: " + received);
    }
    return this;
  }

  /** False when the connection has ended. */
  boolean trySay(final byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (final IOException gone) {
      return false;
    }
  }

  /** The next element on level 1, waiting for it; null once the stream has ended. */
  String next() {
    while (true) {
      final String text = received.toString().stripLeading();
      if (text.startsWith("<?") && text.contains("?>")) {
        received.replace(0, received.indexOf("?>") + 2, "");
      } else if (text.startsWith("<stream:stream") && tagEnd(text, 0) >= 0) {
        received.replace(0, received.length(), text.substring(tagEnd(text, 0) + 1));
      } else if (text.startsWith(STREAM_END)) {
        received.setLength(0);
        ended = true;
      } else {
        final int end = elementEnd(text);
        if (end > 0) {
          received.replace(0, received.length(), text.substring(end));
          return text.substring(0, end);
        }
        if (ended || !readSome()) {
          return null;
        }
      }
    }
  }

  /** Where the element ends that the text begins with; -1 while that has not come. */
  private static int elementEnd(final String text) {
    int depth = 0;
    int at = 0;
    do {
      final int start = text.indexOf('<', at);
      final int end = start < 0 ? -1 : tagEnd(text, start);
      if (end < 0) {
        return -1;
      }
      if (text.charAt(start + 1) == '/') {
        depth--;
      } else if (text.charAt(end - 1) != '/') {
        depth++;
      }
      at = end + 1;
    } while (depth > 0);
    return at;
  }

  private static int tagEnd(final String text, final int start) {
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    return -1;
  }

  /** Everything from here to the end of the connection, as it came. */
  String rest() {
    while (readSome()) {
      // all of it
    }
    return received.toString();
  }

  private boolean readSome() {
    try {
      final int count = in.read(buffer);
      ended |= count < 0;
      received.append(buffer, 0, Math.max(count, 0));
    } catch (final java.net.SocketTimeoutException late) {
      throw new AssertionError("nothing came; so far: " + received, late);
    } catch (final IOException reset) {
      ended = true;
    }
    return !ended;
  }

  /** Whether the stream has ended, as far as it has been read. */
  boolean ended() {
    return ended;
  }

  Socket socket() {
    return socket;
  }

  /** Cuts the connection without a word. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
