// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.parser.Jid;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A client of a {@link TestNode}: what it has received and not yet been asked for.
 *
 * <p>Owner: the test's thread. Allocates: per stanza.
 */
public final class TestSession {
  private final long handle;
  private final Deque<String> received = new ArrayDeque<>();
  private Jid jid;
  private String closed;

  TestSession(final long handle) {
    this.handle = handle;
  }

  public long handle() {
    return handle;
  }

  /** The full JID it was bound to; null before. */
  public Jid jid() {
    return jid;
  }

  /** The next stanza, or null when there is none. */
  public String poll() {
    return received.poll();
  }

  /** Null while the stream is open; otherwise the stream error as sent, empty for a plain close. */
  public String closed() {
    return closed;
  }

  void bound(final Jid newJid) {
    jid = newJid;
  }

  void unbound() {
    jid = null;
  }

  void receive(final String stanza) {
    if (closed != null && !stanza.startsWith("<r ")) {
      throw new AssertionError("behind the end of the stream: " + stanza);
    }
    received.add(stanza);
  }

  void close(final String streamError) {
    closed = streamError;
  }
}
