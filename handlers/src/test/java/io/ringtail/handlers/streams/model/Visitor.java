// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams.model;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;

/**
 * A client whose stream can not be resumed: it shows itself, and takes no messages.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class Visitor {
  private static final int NO_MESSAGES = -1;

  final String jid;
  final PresenceView view = new PresenceView();
  private TestSession session;
  private boolean visible;
  private int shown;

  Visitor(final String jid) {
    this.jid = jid;
  }

  boolean isConnected() {
    return session != null && session.closed() == null;
  }

  /** What others are to see; null when it is not available. */
  String status() {
    return isConnected() && visible ? Integer.toString(shown) : null;
  }

  /**
   * @param managed with counts, though they end with the connection
   */
  void come(final TestNode node, final boolean managed) {
    view.clear();
    node.runWork(); // nobody binds before his account is loaded
    session = node.login(jid);
    if (managed) {
      node.send(session, "<enable xmlns='urn:xmpp:sm:3'/>");
    }
    show(node);
  }

  void show(final TestNode node) {
    visible = true;
    shown++;
    node.send(session, PresenceView.presence(status(), NO_MESSAGES));
  }

  /** It is told of nobody any more, and begins anew when it shows itself again. */
  void hide(final TestNode node) {
    visible = false;
    node.send(session, "<presence type='unavailable'/>");
    read();
    view.clear();
  }

  void leave(final TestNode node) {
    node.leave(session);
    cut();
  }

  void lose(final TestNode node) {
    node.disconnect(session);
    cut();
  }

  /** The connection is gone. */
  void cut() {
    session = null;
  }

  void read() {
    for (String next = poll(); next != null; next = poll()) {
      if (next.startsWith("<presence")) {
        view.note(next);
      }
    }
  }

  private String poll() {
    return session == null ? null : session.poll();
  }
}
